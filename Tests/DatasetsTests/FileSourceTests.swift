import Foundation
import TestSupport
import Testing

@testable import Datasets

struct FileSourceTests {
  @Test("each file is found plain or compressed")
  func endings() throws {
    try withTemporaryFolder { folder in
      let images = folder.appending(path: "train-images-idx3-ubyte.xz")
      let labels = folder.appending(path: "train-labels-idx1-ubyte")
      try images.write([1])
      try labels.write([1])
      let distribution = try Sample.idx()
      let source = try FileSource(of: distribution.training, in: distribution, at: folder)
      #expect(source == .loose([images, labels], .binary))
    }
  }

  @Test("CIFAR's files are found in the folder, in its subfolder and in the archive")
  func cifarPlaces() throws {
    let distribution = Sample.cifar10()
    func find(at location: URL) throws -> FileSource {
      try FileSource(of: distribution.training, in: distribution, at: location)
    }
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-10-binary.tar.gz")
      try archive.write([1])
      #expect(try find(at: folder) == .archive(archive))
      #expect(try find(at: archive) == .archive(archive))

      let first = folder.appending(path: "cifar-10-batches-bin/data_batch_1.bin.gz")
      try first.write([1])
      #expect(try find(at: folder) == .archive(archive), "one of two files is not enough")

      let second = folder.appending(path: "data_batch_2.bin")
      try second.write([1])
      #expect(try find(at: folder) == .loose([first, second], .binary))
    }
  }

  @Test("CIFAR's version for Python is found in the same places, after the binary one")
  func pythonPlaces() throws {
    let distribution = Sample.cifar10()
    func find(at location: URL) throws -> FileSource {
      try FileSource(of: distribution.training, in: distribution, at: location)
    }
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-10-python.tar.gz")
      try archive.write([1])
      #expect(try find(at: folder) == .archive(archive))
      #expect(try find(at: archive) == .archive(archive))

      let batches = folder.appending(path: "cifar-10-batches-py")
      let first = batches.appending(path: "data_batch_1")
      try first.write([1])
      #expect(try find(at: folder) == .archive(archive), "one of two files is not enough")
      let second = batches.appending(path: "data_batch_2.gz")
      try second.write([1])
      #expect(try find(at: folder) == .loose([first, second], .python))
      #expect(try find(at: batches) == .loose([first, second], .python))

      let binary = folder.appending(path: "cifar-10-binary.tar.gz")
      try binary.write([1])
      #expect(try find(at: folder) == .archive(binary))
    }
  }

  @Test("the first file that is missing is named, with all the names it may have")
  func missing() throws {
    try withTemporaryFolder { folder in
      let path = folder.fullPath
      let idx = try Sample.idx()
      try folder.appending(path: "train-images-idx3-ubyte").write([1])
      #expect(
        throws: DatasetError.missing(
          dataset: .mnist, path: path, accepted: ["train-labels-idx1-ubyte[.gz|.xz]"],
          found: "found train-images-idx3-ubyte")
      ) {
        try FileSource(of: idx.training, in: idx, at: folder)
      }
      let cifar = Sample.cifar10()
      try folder.appending(path: "data_batch_1.bin").write([1])
      let absent = folder.appending(path: "absent")
      #expect(
        throws: DatasetError.missing(
          dataset: .cifar10, path: absent.fullPath,
          accepted: [
            "data_batch_1.bin[.gz|.xz]", "cifar-10-batches-bin/data_batch_1.bin[.gz|.xz]",
            "cifar-10-binary.tar.gz", "data_batch_1[.gz|.xz]",
            "cifar-10-batches-py/data_batch_1[.gz|.xz]", "cifar-10-python.tar.gz",
          ], found: "but it is not there")
      ) {
        try FileSource(of: cifar.training, in: cifar, at: absent)
      }
      let root = folder.appending(path: "root")
      try root.appending(path: "cifar-10-batches-py/data_batch_2").write([1])
      #expect(
        throws: DatasetError.missing(
          dataset: .cifar10, path: root.fullPath,
          accepted: [
            "data_batch_1[.gz|.xz]", "cifar-10-batches-py/data_batch_1[.gz|.xz]",
            "cifar-10-python.tar.gz",
          ], found: "found data_batch_2 in cifar-10-batches-py")
      ) {
        try FileSource(of: cifar.training, in: cifar, at: root)
      }
      #expect(
        throws: DatasetError.missing(
          dataset: .cifar10, path: path,
          accepted: [
            "data_batch_2.bin[.gz|.xz]", "cifar-10-batches-bin/data_batch_2.bin[.gz|.xz]",
            "cifar-10-binary.tar.gz",
          ], found: "found data_batch_1.bin, root, train-images-idx3-ubyte")
      ) {
        try FileSource(of: cifar.training, in: cifar, at: folder)
      }
    }
  }

  @Test("a folder that has the name of a file is not the file")
  func folderInPlaceOfFile() throws {
    try withTemporaryFolder { folder in
      for file in Sample.idxFiles {
        try folder.appending(path: "\(file.name)/inner").write([1])
      }
      let distribution = try Sample.idx()
      #expect(throws: DatasetError.self) {
        try FileSource(of: distribution.training, in: distribution, at: folder)
      }
    }
  }

  /// The names and packings that people have MNIST and its kin in.
  @Test(
    "other spellings and places are found",
    arguments: [
      "%.idx", "FashionMNIST/raw/%-idx", "raw/%-idx", "upper", "nested",
    ])
  func spellings(pattern: String) throws {
    try withTemporaryFolder { folder in
      let distribution = try Sample.idx(
        folders: Dataset.fashionMNIST.distribution.folders)
      let urls = distribution.training.files.map { file in
        let name =
          switch pattern {
          case "upper": file.name.uppercased() + ".GZ"
          case "nested": "\(file.name)/\(file.name)"
          default:
            pattern.replacing("%-idx", with: file.name)
              .replacing("%.idx", with: file.name.replacing("-idx", with: ".idx"))
          }
        return folder.appending(path: name)
      }
      for url in urls { try url.write([1]) }
      let source = try FileSource(of: distribution.training, in: distribution, at: folder)
      #expect(source == .loose(urls, .binary))
    }
  }

  @Test("the official spelling goes before others")
  func officialSpelling() throws {
    try withTemporaryFolder { folder in
      let distribution = try Sample.idx()
      let names = distribution.training.files.map(\.name)
      for name in names {
        try folder.appending(path: name.uppercased()).write([1])
        try folder.appending(path: name).write([1])
      }
      let source = try FileSource(of: distribution.training, in: distribution, at: folder)
      #expect(source == .loose(names.map { folder.appending(path: $0) }, .binary))
    }
  }

  @Test("what lies there instead is said")
  func findings() throws {
    func findings(at location: URL, of distribution: Distribution) throws -> String? {
      do throws(DatasetError) {
        _ = try FileSource(of: distribution.training, in: distribution, at: location)
        return nil
      } catch {
        guard case .missing(_, _, _, let found) = error else { throw error }
        return found
      }
    }
    try withTemporaryFolder { folder in
      let (idx, cifar) = (try Sample.idx(), Dataset.cifar10.distribution)
      #expect(try findings(at: folder, of: idx) == "but it is empty")
      let absent = folder.appending(path: "absent")
      #expect(try findings(at: absent, of: idx) == "but it is not there")
      for name in ["b", "a"] { try folder.appending(path: name).write([1]) }
      #expect(try findings(at: folder, of: idx) == "found a, b")
      let file = folder.appending(path: "a")
      #expect(try findings(at: file, of: idx) == "but that is a file")
      for name in ["c", "d", "e", "f"] { try folder.appending(path: name).write([1]) }
      #expect(try findings(at: folder, of: cifar) == "found a, b, c and 3 more")

      let batches = folder.appending(path: "cifar-10-batches-py")
      try batches.appending(path: "data_batch_1").write([1])
      let inside = "found data_batch_1 in cifar-10-batches-py"
      #expect(try findings(at: folder, of: cifar) == inside)
      #expect(try findings(at: batches, of: cifar) == "found data_batch_1")
      for number in 1...2 {
        try folder.appending(path: "cifar-10-batches-bin/data_batch_\(number).bin").write([1])
      }
      #expect(
        try findings(at: folder, of: cifar)
          == "found data_batch_1.bin, data_batch_2.bin in cifar-10-batches-bin")
    }
  }
}
