import Architectures
import Foundation
import Testing

@testable import Datasets

struct ArchiveReaderTests {
  /// Random, and more than libarchive unpacks at once, so that faults show in all calls.
  private static let content: [UInt8] = {
    var generator = SplitMix64(seed: 1)
    return (0..<200_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }()

  @Test("each packing gives the content back")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let packings: [(String, [UInt8])] = [
        ("plain", Self.content), ("a.gz", try Pack.gzip(Self.content)),
        ("a.xz", try Pack.xz(Self.content)),
      ]
      for (name, bytes) in packings {
        let url = folder.appending(path: name)
        try url.write(bytes)
        let reader = try ArchiveReader(url, packing: .init(of: url))
        _ = try reader.nextMember()
        #expect(try reader.read(limit: 300_000) == Self.content)
        #expect(try reader.nextMember() == nil)
      }
    }
  }

  @Test("no more than the limit is read")
  func limit() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "a.gz")
      try url.write(try Pack.gzip(Self.content))
      let reader = try ArchiveReader(url, packing: .gzip)
      _ = try reader.nextMember()
      #expect(try reader.read(limit: 100) == Array(Self.content.prefix(100)))
    }
  }

  @Test("an empty file has no member")
  func empty() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "empty")
      try url.write([])
      #expect(try ArchiveReader(url, packing: .plain).nextMember() == nil)
    }
  }

  /// From nothing to all but the last byte of the checksum, at every length near both ends.
  @Test("a truncated file is refused", arguments: [".gz", ".xz"])
  func truncation(ending: String) throws {
    try withTemporaryFolder { folder in
      let whole = ending == ".gz" ? try Pack.gzip(Self.content) : try Pack.xz(Self.content)
      let lengths =
        Array(0..<30) + stride(from: 30, to: whole.count - 30, by: 9973)
        + Array(whole.count - 30..<whole.count)
      for length in lengths {
        let url = folder.appending(path: "\(length)\(ending)")
        try url.write(Array(whole.prefix(length)))
        #expect("\(length) of \(whole.count) bytes") {
          let reader = try ArchiveReader(url, packing: .init(of: url))
          _ = try reader.nextMember()
          _ = try reader.read(limit: 300_000)
        } throws: { error in
          guard case DatasetError.invalid(url.fullPath, .compression) = error else { return false }
          return true
        }
      }
    }
  }

  @Test(
    "a plain file with a compression's name is refused",
    arguments: [(".gz", "gzip"), (".xz", "xz")])
  func wrongName(ending: String, compression: String) throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "a" + ending)
      try url.write(Self.content)
      #expect(
        throws: DatasetError.invalid(
          path: url.fullPath, fault: .compression(reason: "no \(compression) header"))
      ) {
        try ArchiveReader(url, packing: .init(of: url))
      }
    }
  }

  #if os(Linux)
    /// Address 0 of a process is not mapped, so reading it is an I/O error even for root.
    @Test("a failure of the system is told apart")
    func unreadable() throws {
      let url = URL(filePath: "/proc/self/mem")
      #expect(throws: DatasetError.unreadable(path: "/proc/self/mem", reason: "Input/output error"))
      {
        let reader = try ArchiveReader(url, packing: .plain)
        _ = try reader.nextMember()
      }
    }
  #endif

  @Test("a file that is not there is unreadable")
  func absent() {
    let url = URL(filePath: "/nonexistent/file")
    #expect(
      throws: DatasetError.unreadable(
        path: "/nonexistent/file", reason: "No such file or directory")
    ) {
      try ArchiveReader(url, packing: .plain)
    }
  }
}
