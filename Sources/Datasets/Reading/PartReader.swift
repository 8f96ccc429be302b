import Architectures
import Files

/// Reads one part of a data set from its files and checks everything about them.
struct PartReader {
  let dataset: DatasetDescription
  let part: Distribution.Part
  let source: FileSource

  /// The images and labels.
  ///
  /// - Throws: The first fault. Each file is checked for its compression, form, size, labels and
  ///   hash, in this order.
  func read() throws(DatasetError) -> ImageSet {
    let shape = dataset.imageShape
    let bytes = source.packings.map(memory).max() ?? 0
    guard HostMemory.has(bytes) else { throw .memory(dataset: dataset, bytes: bytes) }
    var images: [UInt8] = []
    var labels: [Int32] = []
    try source.read(part.files, limits: limits) { (file: FoundFile) throws(DatasetError) in
      do throws(FileFault) {
        let oldCount = labels.count
        let content = try binary(file)
        switch part {
        case .idx(_, _, let count) where file.index == 0:
          images = try Array(
            IDX.values(in: content, dimensions: [count, shape.height, shape.width]))
        case .idx(_, _, let count):
          labels = try IDX.values(in: content, dimensions: [count]).map { Int32($0) }
        case .cifar(_, let count, let labelBytes):
          try records(count: count, labelBytes: labelBytes)
            .append(content, to: &images, labels: &labels)
        }
        try check(labels[oldCount...])
        try check(content, against: part.files[file.index])
      } catch {
        throw .invalid(path: file.path, fault: error)
      }
    }
    return ImageSet(
      images: images, labels: labels, channels: shape.channels, height: shape.height,
      width: shape.width, classes: dataset.classes)
  }

  private var byteCounts: [Int] {
    let shape = dataset.imageShape
    return switch part {
    case .idx(_, _, let count):
      [
        IDX.byteCount(dimensions: [count, shape.height, shape.width]),
        IDX.byteCount(dimensions: [count]),
      ]
    case .cifar(let files, let count, let labelBytes):
      files.map { _ in records(count: count, labelBytes: labelBytes).byteCount }
    }
  }

  /// The most bytes to read of each file: one more than expected, so that a longer file shows.
  private func limits(_ packing: Packing) -> [Int] {
    guard packing == .python, case .cifar(let files, let count, let labelBytes) = part else {
      return byteCounts.map { $0 + 1 }
    }
    return files.map { _ in records(count: count, labelBytes: labelBytes).pickleLimit + 1 }
  }

  /// The bytes that reading takes: what is in the files, what is made of it, and what is made of one file between.
  private func memory(_ packing: Packing) -> Int {
    let between = packing == .python ? 2 * (byteCounts.max() ?? 0) : 0
    return limits(packing).reduce(0, +) + byteCounts.reduce(0, +) + between
  }

  /// The content of a file as the binary version has it.
  private func binary(_ file: FoundFile) throws(FileFault) -> [UInt8] {
    guard file.packing == .python, case .cifar(_, let count, let labelBytes) = part else {
      return file.content
    }
    return try records(count: count, labelBytes: labelBytes)
      .binary(ofPickle: file.content, classes: dataset.classes)
  }

  private func records(count: Int, labelBytes: Int) -> CIFARRecords {
    let shape = dataset.imageShape
    return CIFARRecords(
      count: count, labelBytes: labelBytes, channels: shape.channels, pixels: shape.area)
  }

  private func check(_ labels: ArraySlice<Int32>) throws(FileFault) {
    if let index = labels.firstIndex(where: { $0 >= dataset.classes }) {
      throw .label(
        found: Int(labels[index]), image: index - labels.startIndex, classes: dataset.classes)
    }
  }

  private func check(
    _ content: [UInt8], against file: Distribution.File
  ) throws(FileFault) {
    guard let expected = file.sha256 else { return }
    let found = content.withUnsafeBytes { Digest.sha256($0) }
    if found != expected {
      throw .content(found: found, expected: expected, dataset: dataset)
    }
  }
}
