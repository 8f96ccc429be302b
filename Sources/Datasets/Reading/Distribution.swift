internal import Architectures

/// The files in which a data set is published, and what is known about them.
struct Distribution: Sendable {
  /// A file by its name without the ending of a compression.
  struct File: Hashable, Sendable {
    let name: String
    /// The hash of the uncompressed content in hexadecimal; nil leaves the content unchecked.
    let sha256: String?

    /// The name in a packing; in the version for Python it has no ending.
    func name(in packing: Packing) -> String {
      packing == .python && name.hasSuffix(".bin") ? String(name.dropLast(4)) : name
    }
  }

  /// A tar archive that holds all files, and the folder it unpacks to.
  typealias Archive = (name: String, folder: String)

  /// The files of one part and how they are read.
  enum Part: Sendable {
    case idx(images: File, labels: File, count: Int)
    case cifar(files: [File], imagesPerFile: Int, labelBytes: Int)

    var files: [File] {
      switch self {
      case .idx(let images, let labels, _): [images, labels]
      case .cifar(let files, _, _): files
      }
    }
  }

  /// A file as it is downloaded.
  struct RemoteFile: Hashable, Sendable {
    let name: String
    let byteCount: Int
    /// The hash of the file itself, compressed as it is.
    let sha256: String
  }

  /// What is in the files.
  var dataset: DatasetDescription
  let training: Part
  let test: Part
  /// The archive of the files, where there is one.
  var archive: Archive?
  /// The folders, beside the given one, that the files may lie in.
  var folders: [String] = []
  /// The archive of the version for Python, where there is one.
  var pythonVersion: Archive?
  /// Whether the files come with the library.
  var isBundled = false
  /// The start of every address, up to and with the last slash.
  var address: String
  let downloads: [RemoteFile]

  /// The packings that the files are published in.
  var packings: [Packing] { pythonVersion == nil ? [.binary] : Packing.allCases }

  /// The archive of the files in a packing.
  func archive(of packing: Packing) -> Archive? {
    switch packing {
    case .binary: archive
    case .python: pythonVersion
    }
  }

  /// The folders, beside the given one, that the files in a packing may lie in.
  func folders(of packing: Packing) -> [String] {
    switch packing {
    case .binary: folders
    case .python: [pythonVersion?.folder].compactMap(\.self)
    }
  }

  /// One hash of the content of all files; nil where one of them has none.
  var digest: String? {
    let hashes = (training.files + test.files).map(\.sha256)
    guard !hashes.contains(nil) else { return nil }
    let text = hashes.compactMap(\.self).joined(separator: "\n")
    return Array(text.utf8).withUnsafeBytes { Digest.sha256($0) }
  }

  func part(_ split: Split) -> Part {
    switch split {
    case .training: training
    case .test: test
    }
  }
}
