import Foundation
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
      #expect(source == .loose([images, labels]))
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
      #expect(try find(at: folder) == .loose([first, second]))
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
          dataset: .mnist, path: path, accepted: ["train-labels-idx1-ubyte[.gz|.xz]"])
      ) {
        try FileSource(of: idx.training, in: idx, at: folder)
      }
      let cifar = Sample.cifar10()
      try folder.appending(path: "data_batch_1.bin").write([1])
      #expect(
        throws: DatasetError.missing(
          dataset: .cifar10, path: path,
          accepted: [
            "data_batch_2.bin[.gz|.xz]", "cifar-10-batches-bin/data_batch_2.bin[.gz|.xz]",
            "cifar-10-binary.tar.gz",
          ])
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
}
