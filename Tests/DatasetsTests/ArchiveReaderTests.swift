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
        let reader = try ArchiveReader(url)
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
      let reader = try ArchiveReader(url)
      _ = try reader.nextMember()
      #expect(try reader.read(limit: 100) == Array(Self.content.prefix(100)))
    }
  }

  @Test("an empty file has no member")
  func empty() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "empty")
      try url.write([])
      #expect(try ArchiveReader(url).nextMember() == nil)
    }
  }

  /// From nothing to all but the last byte of the checksum, at every length near both ends.
  ///
  /// What is too short to be recognised is taken as it is, for the checks of the content to refuse.
  @Test("a truncated file is refused or taken as it is", arguments: [".gz", ".xz"])
  func truncation(ending: String) throws {
    try withTemporaryFolder { folder in
      let whole = ending == ".gz" ? try Pack.gzip(Self.content) : try Pack.xz(Self.content)
      let lengths =
        Array(0..<30) + stride(from: 30, to: whole.count - 30, by: 9973)
        + Array(whole.count - 30..<whole.count)
      for length in lengths {
        let url = folder.appending(path: "\(length)\(ending)")
        let bytes = Array(whole.prefix(length))
        try url.write(bytes)
        do {
          let reader = try ArchiveReader(url)
          let content = try reader.nextMember() == nil ? [] : reader.read(limit: 300_000)
          #expect(length < 18 && content == bytes, "\(length) of \(whole.count) bytes")
        } catch {
          guard case DatasetError.invalid(url.fullPath, .compression) = error else { throw error }
        }
      }
    }
  }

  @Test("the content decides about the packing, not the name")
  func otherNames() throws {
    try withTemporaryFolder { folder in
      let packings: [(String, [UInt8])] = [
        ("a.gz", Self.content), ("a.xz", Self.content), ("plain", try Pack.gzip(Self.content)),
        ("b.gz", try Pack.xz(Self.content)),
      ]
      for (name, bytes) in packings {
        let url = folder.appending(path: name)
        try url.write(bytes)
        let reader = try ArchiveReader(url)
        _ = try reader.nextMember()
        #expect(try reader.read(limit: 300_000) == Self.content)
      }
    }
  }

  @Test("a file that is compressed twice is refused")
  func twice() throws {
    let bytes = try Pack.gzip(Pack.gzip(Self.content))
    #expect(
      throws: DatasetError.invalid(
        path: "memory", fault: .compression(reason: "compressed more than once"))
    ) {
      try bytes.withUnsafeBytes { _ = try ArchiveReader($0) }
    }
  }

  #if os(Linux)
    /// Address 0 of a process is not mapped, so reading it is an I/O error even for root.
    @Test("a failure of the system is told apart")
    func unreadable() throws {
      let url = URL(filePath: "/proc/self/mem")
      #expect(throws: DatasetError.unreadable(path: "/proc/self/mem", reason: "Input/output error"))
      {
        let reader = try ArchiveReader(url)
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
      try ArchiveReader(url)
    }
  }
}
