import Foundation
import TestSupport
import Testing

@testable import Datasets

struct DatasetReaderTests {
  @Test("idx files, plain and compressed, give images and labels", arguments: ["", ".gz", ".xz"])
  func idx(ending: String) throws {
    try withTemporaryFolder { folder in
      for file in Sample.idxFiles {
        let bytes =
          switch ending {
          case ".gz": try Pack.gzip(file.bytes)
          case ".xz": try Pack.xz(file.bytes)
          default: file.bytes
          }
        try folder.appending(path: file.name + ending).write(bytes)
      }
      let reader = Sample.reader(try Sample.idx(), at: folder)
      for (split, count) in [(Split.training, 3), (.test, 2)] {
        let set = try reader.load(split)
        #expect(set.count == count)
        #expect((set.channels, set.height, set.width, set.classes) == (1, 28, 28, 10))
        #expect(set.labels == (0..<count).map { Int32(Sample.label($0)) })
        for image in 0..<count {
          for pixel in 0..<784 {
            try #require(
              set.images[image * 784 + pixel] == Sample.idxPixel(image: image, pixel: pixel))
          }
        }
      }
    }
  }

  @Test("CIFAR-10, loose and in the archive, gives the channels of a pixel next to each other")
  func cifar10() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "archived/cifar-10-binary.tar.gz")
      try archive.write(try Sample.cifar10Archive())
      let loose = folder.appending(path: "loose")
      for file in Sample.cifar10Files {
        try loose.appending(path: file.name).write(file.bytes)
      }
      for location in [archive, archive.deletingLastPathComponent(), loose] {
        let set = try Sample.reader(Sample.cifar10(), at: location).load(.training)
        #expect((set.channels, set.height, set.width, set.classes) == (3, 32, 32, 10))
        #expect(set.labels == (0..<4).map { Int32(Sample.label($0)) })
        for image in 0..<4 {
          for pixel in stride(from: 0, to: 1024, by: 31) {
            for channel in 0..<3 {
              try #require(
                set.images[(image * 1024 + pixel) * 3 + channel]
                  == Sample.cifarPixel(image: image, channel: channel, pixel: pixel))
            }
          }
        }
        #expect(try Sample.reader(Sample.cifar10(), at: location).load(.test).count == 2)
      }
    }
  }

  @Test("CIFAR-100 gives the fine labels")
  func cifar100() throws {
    try withTemporaryFolder { folder in
      try folder.appending(path: "cifar-100-binary/train.bin")
        .write(Sample.cifarRecords(firstImage: 4, labelBytes: 2))
      let set = try Sample.reader(Sample.cifar100(), at: folder).load(.training)
      #expect(set.labels == [Int32(Sample.label(4)), Int32(Sample.label(5))])
      #expect(set.images.prefix(3) == [28, 108, 188])
    }
  }

  /// One fault in a file that is otherwise right.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: Int
    let change: @Sendable (inout [UInt8]) -> Void
    let fault: FileFault
  }

  @Test(
    "each fault of an idx file has its kind",
    arguments: [
      Case(
        testDescription: "truncated", file: 0, change: { $0.removeLast(100) },
        fault: .size(found: 2268, expected: 2368)),
      Case(
        testDescription: "longer", file: 0, change: { $0 += [UInt8](repeating: 0, count: 500) },
        fault: .size(found: 2369, expected: 2368)),
      Case(
        testDescription: "magic of labels", file: 0, change: { $0[3] = 1 },
        fault: .magic(found: 0x801, expected: 0x803)),
      Case(
        testDescription: "fewer images", file: 0,
        change: {
          $0[7] = 2
          $0.removeLast(784)
        },
        fault: .dimensions(found: [2, 28, 28], expected: [3, 28, 28])),
      Case(
        testDescription: "fewer labels than images", file: 1,
        change: {
          $0[7] = 2
          $0.removeLast()
        },
        fault: .dimensions(found: [2], expected: [3])),
      Case(
        testDescription: "label", file: 1, change: { $0[9] = 10 },
        fault: .label(found: 10, image: 1, classes: 10)),
    ])
  func idxFaults(_ test: Case) throws {
    try withTemporaryFolder { folder in
      for (index, file) in Sample.idxFiles.enumerated() {
        var bytes = file.bytes
        if index == test.file { test.change(&bytes) }
        try folder.appending(path: file.name).write(bytes)
      }
      let path = folder.appending(path: Sample.idxFiles[test.file].name).fullPath
      #expect(throws: DatasetError.invalid(path: path, fault: test.fault)) {
        try Sample.reader(try Sample.idx(), at: folder).load(.training)
      }
    }
  }

  @Test("another content of the right form is refused by its hash")
  func content() throws {
    try withTemporaryFolder { folder in
      for file in Sample.idxFiles {
        var bytes = file.bytes
        if file.name == "t10k-images-idx3-ubyte" { bytes[100] ^= 1 }
        try folder.appending(path: file.name).write(bytes)
      }
      let reader = Sample.reader(try Sample.idx(), at: folder)
      #expect(try reader.load(.training).count == 3)
      #expect("the hash of the file is not that of the official one") {
        try reader.load(.test)
      } throws: { error in
        guard case DatasetError.invalid(_, .content(let found, let expected, .mnist)) = error
        else { return false }
        return found != expected && found.count == 64
      }
    }
  }

  @Test("faults in an archive name the file and the archive")
  func archiveFaults() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-10-binary.tar.gz")
      func expect(_ fault: FileFault, in path: String, members: [(String, [UInt8])]) throws {
        try archive.write(try Pack.tarGzip(members))
        #expect(throws: DatasetError.invalid(path: path, fault: fault)) {
          try Sample.reader(Sample.cifar10(), at: folder).load(.training)
        }
      }
      let files = Sample.cifar10Files
      try expect(
        .member(name: "data_batch_2.bin", found: "found data_batch_1.bin"), in: archive.fullPath,
        members: [(files[0].name, files[0].bytes)])
      try expect(
        .size(found: 6145, expected: 6146), in: "data_batch_2.bin in \(archive.fullPath)",
        members: [
          (files[0].name, files[0].bytes), (files[1].name, Array(files[1].bytes.dropLast())),
        ])
      var bytes = files[0].bytes
      bytes[3073] = 200
      try expect(
        .label(found: 200, image: 1, classes: 10), in: "data_batch_1.bin in \(archive.fullPath)",
        members: [(files[0].name, bytes), (files[1].name, files[1].bytes)])
    }
  }

  @Test("an archive that lacks a file is said to hold what it holds")
  func otherArchive() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "a.tar.gz")
      func expect(_ name: String, _ found: String, members: [(String, [UInt8])]) throws {
        try archive.write(try Pack.tarGzip(members))
        let fault = FileFault.member(name: name, found: found)
        #expect(throws: DatasetError.invalid(path: archive.fullPath, fault: fault)) {
          try Sample.reader(Sample.cifar10(), at: archive).load(.training)
        }
      }
      try expect("data_batch_1.bin", "but it is empty", members: [])
      let names = ["file.txt~", "meta", "readme", "test", "train"]
      try expect(
        "data_batch_1.bin",
        "found cifar-100-python/file.txt~, cifar-100-python/meta, cifar-100-python/readme and 2 more",
        members: names.map { ("cifar-100-python/\($0)", [1]) })
      let python = Sample.cifar10PythonFiles
      try expect(
        "data_batch_2", "found a/data_batch_1",
        members: [("a/\(python[0].name)", python[0].bytes)])
    }
  }

  @Test("a data set is present when both of its parts are")
  func presence() throws {
    try withTemporaryFolder { folder in
      let reader = Sample.reader(try Sample.idx(), at: folder)
      #expect(!reader.isPresent)
      for (index, file) in Sample.idxFiles.enumerated() {
        #expect(!reader.isPresent)
        try folder.appending(path: file.name).write(index == 0 ? [] : file.bytes)
      }
      #expect(reader.isPresent, "nothing is read")
    }
  }

  @Test("a truncated archive is refused")
  func truncatedArchive() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-10-binary.tar.gz")
      let whole = try Sample.cifar10Archive()
      for length in stride(from: 0, to: whole.count / 2, by: 20) {
        try archive.write(Array(whole.prefix(length)))
        #expect("\(length) of \(whole.count) bytes") {
          try Sample.reader(Sample.cifar10(), at: folder).load(.training)
        } throws: { error in
          switch error {
          case DatasetError.invalid(archive.fullPath, .compression): true
          case DatasetError.invalid(archive.fullPath, .member): length == 0
          default: false
          }
        }
      }
    }
  }

  @Test("the folder is the given one, else the bundled copy, else the cache")
  func directory() {
    let cache = DownloadCache(environment: ["XDG_CACHE_HOME": "/caches"])
    func directory(_ dataset: Dataset, _ given: URL?) -> String {
      DatasetReader(
        DatasetLocation(dataset, directory: given), distribution: dataset.distribution,
        cache: cache
      ).directory.fullPath
    }
    #expect(directory(.mnist, URL(filePath: "/data/../given")) == "/given")
    #expect(directory(.fashionMNIST, URL(filePath: "/given")) == "/given")
    #expect(directory(.fashionMNIST, nil).contains("_Datasets."))
    #expect(directory(.mnist, nil) == "/caches/swift-nas/datasets/mnist")
  }
}
