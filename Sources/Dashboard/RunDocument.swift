internal import Foundation
internal import Records
internal import Tracking

/// A run as JSON, put together from what its files say.
struct RunDocument {
  private let run: RunFolder
  private let path: String

  /// A run.
  ///
  /// - Parameters:
  ///   - run: Its folder.
  ///   - path: What it is called.
  init(_ run: RunFolder, path: String) {
    (self.run, self.path) = (run, path)
  }

  /// The drawings that the page may show.
  static let drawings = ["architecture.svg", "confusion.svg", "mistakes.svg"]

  /// All that is known of it, but for lines that are known already.
  ///
  /// - Parameters:
  ///   - metrics: How many lines of `metrics.jsonl` are.
  ///   - snapshots: How many lines of `snapshots.jsonl` are.
  /// - Returns: An object; `restarted` says that a file has become shorter, and lines are those from its start.
  func object(after metrics: Int, _ snapshots: Int) -> Data {
    var pieces = start
    let known = [metrics, snapshots]
    let lines = [run.metrics, run.snapshots].map(Self.lines)
    let isShorter = zip(lines, known).contains { $0.count < $1 }
    for (name, (lines, known)) in zip(["metrics", "snapshots"], zip(lines, known)) {
      pieces.add(name, lines: lines.dropFirst(isShorter ? 0 : max(known, 0)))
    }
    pieces.add("restarted", isShorter)
    pieces.add("drawings", Self.drawings.filter { run.has(run.url.appending(path: $0)) })
    return pieces.object
  }

  /// The whole run with its drawings inside, for a page that cannot ask.
  var wholeObject: Data {
    var pieces = start
    pieces.add("metrics", lines: Self.lines(of: run.metrics))
    pieces.add("snapshots", lines: Self.lines(of: run.snapshots))
    let drawings = Self.drawings.compactMap { name in
      (try? String(contentsOf: run.url.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
    pieces.add("drawings", Dictionary(uniqueKeysWithValues: drawings))
    return pieces.object
  }

  /// What both begin with.
  private var start: JSONPieces {
    let record = RunLook.record(of: run, path: path)
    var pieces = JSONPieces()
    pieces.add("path", path)
    pieces.add("state", record.state)
    pieces.add("error", record.error)
    pieces.add("configuration", file: run.configuration)
    pieces.add("summary", file: run.summary)
    pieces.add("evaluation", file: run.evaluation)
    return pieces
  }

  /// The whole lines of a file.
  static func lines(of file: URL) -> [Data] {
    guard let data = try? Data(contentsOf: file) else { return [] }
    return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      .map { Data($0) }
  }
}
