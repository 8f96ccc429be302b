internal import Architectures
internal import Files

/// The files of a folder after decoding, all of one size and with the same channels.
struct DecodedFiles {
  let files: [FolderScan.File]
  /// The size and channels of the images.
  private(set) var shape: ImageShape
  /// The files that are pictures, by their places in `files`.
  private(set) var pictures: [Int] = []
  /// Whether each file is grey by its type.
  private(set) var areGrey: [Bool]
  /// The SHA-256 of the bytes of each picture.
  private(set) var hashes: [String?]
  private(set) var faults: [FolderError.File] = []
  /// How many files are no pictures, and do not call themselves so.
  private(set) var others = 0
  private var pixels: [UInt8] = []

  init(
    _ scan: FolderScan, path: String, settings: FolderSettings,
    progress: (_ done: Int, _ count: Int) -> Void
  ) throws(FolderError) {
    files = scan.files
    let count = files.count
    areGrey = [Bool](repeating: true, count: count)
    hashes = [String?](repeating: nil, count: count)
    shape = ImageShape(
      channels: settings.colors == .grey ? 1 : 3, height: settings.size, width: settings.size)
    let size = shape.channels * shape.area
    // All pixels, and the parts that are made of them.
    let (bytes, overflow) = size.multipliedReportingOverflow(by: 2 * count)
    guard !overflow, HostMemory.has(bytes) else { throw .memory(path: path, bytes: bytes) }
    var outcomes: [FolderDecoder.Outcome] = []
    let decoder = FolderDecoder(files: files, shape: shape)
    pixels = [UInt8](unsafeUninitializedCapacity: count * size) { buffer, initialized in
      let target = UnsafeMutableBufferPointer(rebasing: buffer[..<(count * size)])
      target.initialize(repeating: 0)
      outcomes = decoder.decode(into: target) { progress($0, count) }
      initialized = count * size
    }
    for (index, outcome) in outcomes.enumerated() {
      switch outcome {
      case .picture(let hash, let isGrey):
        pictures.append(index)
        (hashes[index], areGrey[index]) = (hash, isGrey)
      case .other: others += 1
      case .fault(let fault): faults.append(.init(name: files[index].name, fault: fault))
      }
    }
    let training = pictures.filter { $0 < scan.training.count }
    if settings.colors == .automatic, training.allSatisfy({ areGrey[$0] }) { makeGrey() }
  }

  /// Leaves the images one channel, made of the files' own colours where these are not grey.
  private mutating func makeGrey() {
    let area = shape.area
    shape = shape.withChannels(1)
    var grey = [UInt8](repeating: 0, count: files.count * area)
    for index in pictures where areGrey[index] {
      for pixel in 0..<area { grey[index * area + pixel] = pixels[(index * area + pixel) * 3] }
    }
    grey.withUnsafeMutableBufferPointer { buffer in
      for index in pictures where !areGrey[index] {
        let slot = UnsafeMutableBufferPointer(
          rebasing: buffer[index * area..<(index + 1) * area])
        _ = FolderDecoder.decode(files[index].entry.path, shape, into: slot)
      }
    }
    pixels = grey
  }

  /// Some of the images with their classes and names.
  ///
  /// - Parameters:
  ///   - members: Places in `files`.
  ///   - scan: Where the classes are.
  ///   - heldOut: How many at the end are held out by who made the folder.
  /// - Returns: The images in the order of `members`.
  func set(_ members: [Int], scan: FolderScan, heldOut: Int) -> ImageSet {
    let size = shape.channels * shape.area
    var images: [UInt8] = []
    images.reserveCapacity(members.count * size)
    for member in members { images += pixels[member * size..<(member + 1) * size] }
    return ImageSet(
      images: images, labels: members.map { files[$0].label }, channels: shape.channels,
      height: shape.height, width: shape.width, classes: scan.classNames.count,
      names: members.map { files[$0].name }, heldOut: heldOut)
  }
}
