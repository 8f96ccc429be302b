public import Architectures
internal import Foundation

/// Files of images, as a person names them for a trained network.
public struct ImageFiles: Sendable {
  /// A file that may be an image.
  public struct File: Hashable, Sendable {
    /// What it is called for people: its path from what was named on.
    public let name: String
    /// Where it is.
    public let path: String
    /// The folders between it and the folder that was named, from the outside; that folder where there is none.
    public let folders: [String]
  }

  /// What was named.
  private let root: String
  /// Whether that is a folder.
  public private(set) var isFolder = false
  /// The files in natural order of their names.
  public private(set) var files: [File] = []
  /// How many entries are hidden, a system's own, links back, or neither files nor folders.
  public private(set) var passedOver = 0
  /// Links to nothing, and names that are no text.
  public private(set) var faults: [FolderError.File] = []

  /// Finds the files.
  ///
  /// - Parameter path: A file, or a folder, through which it looks to the bottom.
  /// - Throws: `FolderError` where it is not there or cannot be read.
  public init(at path: String) throws(FolderError) {
    root = path
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT
        ? .missing(path: path, expected: "an image or a folder of images")
        : .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      files = [File(name: path, path: path, folders: [])]
      return
    }
    isFolder = true
    var visited: Set = [
      FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    ]
    try collect(path, [], &visited)
    files = files.naturallySorted(by: \.name)
  }

  private mutating func collect(
    _ path: String, _ folders: [String], _ visited: inout Set<FileIdentity>
  ) throws(FolderError) {
    let prefix = root.hasSuffix("/") ? String(root.dropLast()) : root
    let name = ([prefix] + folders).joined(separator: "/")
    let entries = try FolderEntries(path, name: name)
    passedOver += entries.passedOver.count
    faults += entries.faults
    files += entries.files.map {
      File(
        name: "\(name)/\($0.name)", path: $0.path,
        folders: folders.isEmpty ? [URL(filePath: root).lastPathComponent] : folders)
    }
    for inner in entries.folders {
      guard visited.insert(inner.identity).inserted else {
        passedOver += 1
        continue
      }
      try collect(
        inner.path, folders + [inner.name.precomposedStringWithCanonicalMapping], &visited)
    }
  }
}

extension ImageFiles.File {
  /// What becomes of a file.
  public enum Content: Sendable {
    /// Its pixels as a network reads them: height x width x channels.
    case pixels([UInt8])
    /// It is no picture, and does not call itself one.
    case other
    /// Why it is no picture, though it should be: the end of a sentence.
    case fault(String)
  }

  /// Decodes the file as the images of a folder are decoded for training.
  ///
  /// - Parameter shape: Of the images that the network reads, with 1 or 3 channels.
  /// - Returns: The pixels, or why there are none.
  public func content(for shape: ImageShape) -> Content {
    let size = shape.channels * shape.area
    var outcome = FolderDecoder.Outcome.other
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let slot = UnsafeMutableBufferPointer(rebasing: buffer[..<size])
      slot.initialize(repeating: 0)
      outcome = FolderDecoder.decode(path, shape, into: slot)
      count = size
    }
    return switch outcome {
    case .picture: .pixels(pixels)
    case .other: .other
    case .fault(let reason): .fault(reason)
    }
  }
}
