import Architectures
import Files

/// Reads one part of a data set from its files and checks everything about them.
struct PartReader {
  let dataset: DatasetDescription
  let part: Distribution.Part
  /// The names by which the version for Python is recognised, which is not read.
  let pythonVersion: [String]
  let source: FileSource

  /// The images and labels.
  ///
  /// - Throws: The first fault. Each file is checked for its compression, form, size, labels and
  ///   hash, in this order.
  func read() throws(DatasetError) -> ImageSet {
    let shape = dataset.imageShape
    // What is in the files, and what is made of it.
    let bytes = 2 * byteCounts.reduce(0, +)
    guard HostMemory.has(bytes) else { throw .memory(dataset: dataset, bytes: bytes) }
    var images: [UInt8] = []
    var labels: [Int32] = []
    // One more byte than expected, so that a longer file shows.
    try source.read(
      part.files, limits: byteCounts.map { $0 + 1 },
      pythonVersion: pythonVersion
    ) {
      (index, content, path) throws(DatasetError) in
      do throws(FileFault) {
        let oldCount = labels.count
        switch part {
        case .idx(_, _, let count) where index == 0:
          images = try Array(
            IDX.values(in: content, dimensions: [count, shape.height, shape.width]))
        case .idx(_, _, let count):
          labels = try IDX.values(in: content, dimensions: [count]).map { Int32($0) }
        case .cifar(_, let count, let labelBytes):
          try records(count: count, labelBytes: labelBytes)
            .append(content, to: &images, labels: &labels)
        }
        try check(labels[oldCount...])
        try check(content, against: part.files[index])
      } catch {
        throw .invalid(path: path, fault: error)
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
