import Foundation
import TestSupport
import Testing

@testable import Datasets

/// curl reads file URLs, so a folder stands for the server.
@Suite(.enabled(if: curlExists, "needs curl"))
struct DownloadCacheTests {
  @Test("missing files are downloaded once, then read from the cache")
  func fill() throws {
    try withTemporaryFolder { folder in
      let server = folder.appending(path: "server")
      let served = try Sample.idxFiles.map { ("\($0.name).gz", try Pack.gzip($0.bytes)) }
      for (name, bytes) in served {
        try server.appending(path: name).write(bytes)
      }
      var events: [LoadProgress] = []
      let set = try reader(folder, server: server).load(.training) { events.append($0) }
      #expect(set.labels == (0..<3).map { Int32(Sample.label($0)) })
      #expect(
        events
          == served.map { name, bytes in
            LoadProgress.download(
              address: address(server) + name, received: bytes.count, total: bytes.count)
          })
      #expect(try cached(folder) == served.map(\.0).sorted(), "nothing else is left there")

      try FileManager.default.removeItem(at: server)
      #expect(try reader(folder, server: server).load(.test).count == 2)
    }
  }

  @Test("a file that is not there")
  func absent() throws {
    try expectFailure(serving: [], reason: "Couldn't open file")
  }

  @Test("a file with another content")
  func content() throws {
    try expectFailure(
      serving: Array("abc".utf8), reason: "the file sent has SHA-256 ba7816bf..., not ")
  }

  @Test("a file that is too long")
  func length() throws {
    try expectFailure(
      serving: [UInt8](repeating: 7, count: 5000), reason: "the file sent has more than ")
  }

  @Test("a machine without curl")
  func withoutCurl() throws {
    try expectFailure(serving: [1], environment: ["PATH": "/nonexistent"], reason: "curl")
  }

  @Test("a cache that cannot be written is an I/O error")
  func unwritable() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try file.write([1])
      #expect("a file stands where a folder should") {
        try reader(file, server: folder).load(.training)
      } throws: { error in
        guard case DatasetError.unwritable(let path, _) = error else { return false }
        return path.hasPrefix(file.fullPath)
      }
    }
  }

  @Test("the cache follows XDG_CACHE_HOME if that is absolute")
  func root() {
    func root(_ environment: [String: String]) -> String {
      DownloadCache(environment: environment).root.fullPath
    }
    let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache").fullPath
    #expect(root(["XDG_CACHE_HOME": "/caches"]) == "/caches/swift-nas/datasets")
    #expect(root(["XDG_CACHE_HOME": ""]) == "\(home)/swift-nas/datasets")
    #expect(root(["XDG_CACHE_HOME": "caches"]) == "\(home)/swift-nas/datasets")
    #expect(root([:]) == "\(home)/swift-nas/datasets")
  }

  /// Expects that the first file cannot be downloaded for a reason that contains `reason`, and that
  /// nothing of it is left.
  private func expectFailure(
    serving bytes: [UInt8], environment: [String: String] = [:], reason: String
  ) throws {
    try withTemporaryFolder { folder in
      let server = folder.appending(path: "server")
      let name = "train-images-idx3-ubyte.gz"
      if !bytes.isEmpty { try server.appending(path: name).write(bytes) }
      #expect("the reason contains: \(reason)") {
        try reader(folder, server: server, environment: environment).load(.training)
      } throws: { error in
        guard case DatasetError.download(.mnist, let failed, let found) = error else {
          return false
        }
        return failed == address(server) + name && found.contains(reason)
      }
      #expect(!isThere(folder.appending(path: "swift-nas/datasets")), "no folder is left")
    }
  }

  private func isThere(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.fullPath)
  }

  private func reader(
    _ caches: URL, server: URL, environment: [String: String] = [:]
  ) throws -> DatasetReader {
    let environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CACHE_HOME": caches.fullPath]) { $1 }
      .merging(environment) { $1 }
    return DatasetReader(
      DatasetLocation(.mnist), distribution: try Sample.idx(address: address(server)),
      cache: DownloadCache(environment: environment))
  }

  private func address(_ server: URL) -> String { "file://\(server.fullPath)/" }

  private func cached(_ caches: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: caches.appending(path: "swift-nas/datasets/mnist").fullPath
    ).sorted()
  }
}

private let curlExists = (ProcessInfo.processInfo.environment["PATH"] ?? "")
  .split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/curl") }
