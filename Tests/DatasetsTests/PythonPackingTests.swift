import Foundation
import TestSupport
import Testing

@testable import Datasets

/// CIFAR in its version for Python, read by the hashes of the binary version.
struct PythonPackingTests {
  @Test("CIFAR-10 is the same set in a folder, in its archive and beside it")
  func cifar10() throws {
    try withTemporaryFolder { folder in
      let binary = folder.appending(path: "binary")
      for file in Sample.cifar10Files { try binary.appending(path: file.name).write(file.bytes) }
      let archive = folder.appending(path: "archived/cifar-10-python.tar.gz")
      try archive.write(try Sample.cifar10PythonArchive())
      let batches = folder.appending(path: "root/cifar-10-batches-py")
      for file in Sample.cifar10PythonFiles {
        try batches.appending(path: file.name + ".gz").write(try Pack.gzip(file.bytes))
      }
      let places = [
        archive, archive.deletingLastPathComponent(), batches, batches.deletingLastPathComponent(),
      ]
      for split in Split.allCases {
        let expected = try Sample.reader(Sample.cifar10(), at: binary).load(split)
        for place in places {
          let reader = Sample.reader(Sample.cifar10(), at: place)
          #expect(reader.isPresent)
          let set = try reader.load(split)
          #expect(set.images == expected.images, "\(place)")
          #expect(set.labels == expected.labels)
        }
      }
    }
  }

  @Test("CIFAR-100 gives the fine labels, and has the hash with the coarse ones")
  func cifar100() throws {
    try withTemporaryFolder { folder in
      let binary = Sample.cifarRecords(firstImage: 4, labelBytes: 2)
      let distribution = Sample.cifar100(
        trainingHash: binary.withUnsafeBytes { Digest.sha256($0) })
      let file = folder.appending(path: "cifar-100-python/train")
      var batch = PythonBatch(binary: binary, labelBytes: 2)
      try file.write(batch.pickle)
      let set = try Sample.reader(distribution, at: folder).load(.training)
      #expect(set.labels == [Int32(Sample.label(4)), Int32(Sample.label(5))])
      #expect(set.images.prefix(3) == [28, 108, 188])

      batch.labels[0].values[1] = 18
      try file.write(batch.pickle)
      #expect("another coarse label is another content") {
        try Sample.reader(distribution, at: folder).load(.training)
      } throws: { error in
        guard case DatasetError.invalid(file.fullPath, .content(_, _, .cifar100)) = error
        else { return false }
        return true
      }
    }
  }

  @Test("another content of the right form is refused by the hash of the binary file")
  func content() throws {
    try withTemporaryFolder { folder in
      var file = Sample.cifar10PythonFiles[1]
      try folder.appending(path: Sample.cifar10PythonFiles[0].name)
        .write(Sample.cifar10PythonFiles[0].bytes)
      // The last byte before what follows the pixels.
      let place = try #require(file.bytes.lastRange(of: Array("tbU\u{9}filenames".utf8)))
      file.bytes[place.lowerBound - 1] ^= 1
      let url = folder.appending(path: file.name)
      try url.write(file.bytes)
      #expect("a pixel differs") {
        try Sample.reader(Sample.cifar10(), at: folder).load(.training)
      } throws: { error in
        guard case DatasetError.invalid(url.fullPath, .content(let found, _, .cifar10)) = error
        else { return false }
        return found.count == 64
      }
    }
  }

  @Test("faults name the file, in an archive also the archive")
  func faults() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-10-python.tar.gz")
      var members = Sample.cifar10PythonFiles
      members[1].bytes = Array("cos\nsystem\n".utf8)
      try archive.write(try Pack.tarGzip(members))
      #expect(
        throws: DatasetError.invalid(
          path: "data_batch_2 in \(archive.fullPath)", fault: .pickle(.start, at: 0))
      ) {
        try Sample.reader(Sample.cifar10(), at: folder).load(.training)
      }
      members[1].bytes = [0x80, 2] + members[1].bytes
      for member in members { try folder.appending(path: member.name).write(member.bytes) }
      #expect(
        throws: DatasetError.invalid(
          path: folder.appending(path: "data_batch_2").fullPath,
          fault: .pickle(.global("os.system"), at: 2))
      ) {
        try Sample.reader(Sample.cifar10(), at: folder).load(.training)
      }
    }
  }

  @Test("no more of a file is read than the longest batch has")
  func limit() throws {
    try withTemporaryFolder { folder in
      let files = Sample.cifar10PythonFiles
      let limit = 2 * (2 * 3072 + 256) + 65_536
      let url = folder.appending(path: files[0].name + ".gz")
      try url.write(try Pack.gzip([UInt8](repeating: 0, count: 3_000_000)))
      try folder.appending(path: files[1].name).write(files[1].bytes)
      #expect(
        throws: DatasetError.invalid(
          path: url.fullPath, fault: .size(found: limit + 1, expected: limit))
      ) {
        try Sample.reader(Sample.cifar10(), at: folder).load(.training)
      }
    }
  }

  @Test("a folder in an archive that has the name of a file is passed over")
  func folderInArchive() throws {
    try withTemporaryFolder { folder in
      let archive = folder.appending(path: "cifar-100-python.tar.gz")
      let batch = PythonBatch(
        binary: Sample.cifarRecords(firstImage: 4, labelBytes: 2), labelBytes: 2)
      try archive.write(try Pack.tarGzip([("train/", []), ("train/train", batch.pickle)]))
      let set = try Sample.reader(Sample.cifar100(), at: archive).load(.training)
      #expect(set.labels == [Int32(Sample.label(4)), Int32(Sample.label(5))])
    }
  }
}
