import Architectures
import Foundation

@testable import Datasets

/// Random damage to the files of a small data set without hashes.
struct Mutation {
  /// The form of the file that is damaged.
  enum Form: String, CaseIterable, Sendable {
    case idx, idxGzip, idxXZ, cifar, cifarArchive, cifarPython, cifarPythonArchive
  }

  private let distribution: Distribution
  private let files: [(name: String, bytes: [UInt8])]

  init(_ form: Form) throws {
    switch form {
    case .idx, .idxGzip, .idxXZ: distribution = try Sample.idx(checked: false)
    case .cifar, .cifarArchive, .cifarPython, .cifarPythonArchive:
      distribution = Sample.cifar10(checked: false)
    }
    files = try Self.files(form)
  }

  /// Damages one of the files and reads the set.
  ///
  /// - Returns: Whether the set was read; false if it was refused.
  func isRead(in folder: URL, using generator: inout SplitMix64) throws -> Bool {
    var files = files
    let index = Int.random(in: files.indices, using: &generator)
    Self.damage(&files[index].bytes, using: &generator)
    for file in files {
      let url = folder.appending(path: file.name)
      // A new file each time: some file systems flush a file that is overwritten.
      try? FileManager.default.removeItem(at: url)
      try url.write(file.bytes)
    }
    do throws(DatasetError) {
      _ = try Sample.reader(distribution, at: folder).load(.training)
      return true
    } catch {
      return false
    }
  }

  private static func files(_ form: Form) throws -> [(name: String, bytes: [UInt8])] {
    let idx = Sample.idxFiles.prefix(2)
    return switch form {
    case .idx: Array(idx)
    case .idxGzip: try idx.map { ($0.name + ".gz", try Pack.gzip($0.bytes)) }
    case .idxXZ: try idx.map { ($0.name + ".xz", try Pack.xz($0.bytes)) }
    case .cifar: Array(Sample.cifar10Files.prefix(2))
    case .cifarArchive: [("cifar-10-binary.tar.gz", try Sample.cifar10Archive())]
    case .cifarPython: Array(Sample.cifar10PythonFiles.prefix(2))
    case .cifarPythonArchive: [("cifar-10-python.tar.gz", try Sample.cifar10PythonArchive())]
    }
  }

  private static func damage(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      // Half of the damage goes to the head, where the structure is.
      let head = min(Int.random(in: 0..<32, using: &generator), bytes.count)
      let start = Bool.random(using: &generator) ? head : place
      let end = min(bytes.count, start + Int.random(in: 1...8, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeSubrange(place...)
      case 1: bytes.removeSubrange(start..<end)
      case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
      case 3: bytes.replaceSubrange(start..<end, with: repeatElement(255, count: end - start))
      default:
        if start < end { bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
      }
    }
  }
}
