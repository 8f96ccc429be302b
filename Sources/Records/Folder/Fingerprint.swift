internal import Files
internal import Foundation
internal import Tracking

/// By what it is seen whether anything in a run's folder has changed: a few looks at it, nothing is read.
struct Fingerprint {
  /// Whether a process works on the run.
  let isUnderWay: Bool
  private let stamps: [(name: String, stamp: FileStamp?)]

  /// Everything else takes its name in one of these folders when it is written, which changes the folder.
  private static let names = [
    "", "config.json", "metrics.jsonl", "snapshots.jsonl", "summary.json", "checkpoint", "export",
  ]
  private static let written = names[1...4]
  /// What `RunFolder` calls its lock.
  private static let lock = ".lock"

  /// Looks at a folder.
  ///
  /// - Parameters:
  ///   - folder: Of a run.
  ///   - isEnding: Whether this process, if it works on the run, is about to let it go.
  init(_ folder: RunFolder, isEnding: Bool = false) {
    isUnderWay =
      isEnding
      ? FileLock.isHeldByAnother(folder.url.appending(path: Self.lock).path) : folder.isUnderWay
    stamps = Self.names.map { ($0, FileStamp(folder.url.path + "/" + $0)) }
  }

  /// When a run last wrote.
  var updated: Date? { written.map(\.date).max() }

  /// When the first of its files that are still there was written.
  var earliest: Date? { written.map(\.date).min() }

  private var written: [FileStamp] {
    stamps.filter { Self.written.contains($0.name) }.compactMap(\.stamp)
  }

  /// All of it as a text.
  var text: String {
    ([isUnderWay ? "running" : "at rest"] + stamps.map(Self.line)).joined(separator: "\n")
  }

  /// Whether a file is not as it was when a fingerprint had this text.
  func hasChanged(_ file: URL, since text: String) -> Bool {
    stamps.contains { $0.name == file.lastPathComponent && !text.contains(Self.line($0)) }
  }

  private static func line(_ entry: (name: String, stamp: FileStamp?)) -> String {
    let name = entry.name.isEmpty ? "." : entry.name
    return entry.stamp.map { "\(name) \($0.text)" } ?? "\(name) -"
  }
}
