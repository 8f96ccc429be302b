internal import Files
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
  ///   - known: The `identity` of the files that they are of; nil where nothing is known yet.
  /// - Returns: An object; `restarted` says that the files are others, and lines are those from their start.
  func object(after metrics: Int, _ snapshots: Int, of known: String?) -> Data {
    var pieces = start
    let counts = [metrics, snapshots]
    let lines = [run.metrics, run.snapshots].map(Self.lines)
    let isOther =
      known.map { $0 != identity } ?? false || zip(lines, counts).contains { $0.count < $1 }
    let new = zip(lines, counts).map { $0.dropFirst(isOther ? 0 : max($1, 0)) }
    pieces.add("metrics", lines: new[0])
    pieces.add("snapshots", lines: new[1], where: Self.isSnapshot)
    pieces.add("restarted", isOther)
    pieces.add("identity", identity)
    pieces.add("drawings", Self.drawings.filter { run.has(run.url.appending(path: $0)) })
    return pieces.object
  }

  /// The whole run with its drawings inside, for a page that cannot ask.
  ///
  /// - Parameter bytes: What its epochs may take: of more, some are left out.
  /// - Returns: An object; `thinned` says how many snapshots of `snapshotCount` are in it, where some are left out.
  func wholeObject(bytes: Int) -> Data {
    var pieces = start
    pieces.add("metrics", lines: Self.shortened(Self.lines(of: run.metrics), to: bytes / 3))
    let snapshots = Self.lines(of: run.snapshots)
    let whole = snapshots.compactMap(Self.withoutNetworks)
    let small = whole.thinnedIndices(to: bytes * 2 / 3).sorted().map { whole[$0] }
    pieces.add("snapshots", lines: small)
    pieces.add("thinned", small.count < snapshots.count ? small.count : nil)
    pieces.add("snapshotCount", snapshots.count)
    let drawings = Self.drawings.compactMap { name in
      RegularFile.contents(of: run.url.appending(path: name))
        .map { (name, String(decoding: $0, as: UTF8.self)) }
    }
    pieces.add("drawings", Dictionary(uniqueKeysWithValues: drawings))
    return pieces.object
  }

  /// Lines of epochs, of which, where they are too many, most say only that there was an epoch: each keeps its place.
  private static func shortened(_ lines: [Data], to bytes: Int) -> [Data] {
    let kept = lines.thinnedIndices(to: bytes)
    guard kept.count < lines.count else { return lines }
    return lines.indices.map { kept.contains($0) ? lines[$0] : outline(lines[$0]) }
  }

  private static func outline(_ line: Data) -> Data {
    struct Outline: Codable {
      var stage: String
      var epoch: Int
      var seconds: Double
    }
    let outline = try? JSONDecoder().decode(Outline.self, from: line)
    return outline.flatMap { try? JSONEncoder().encode($0) } ?? JSONPieces.null
  }

  private static func isSnapshot(_ line: Data) -> Bool { snapshot(line) != nil }

  private static func snapshot(_ line: Data) -> SearchSnapshot? {
    try? RunFolder.decodeSnapshots(line + Data("\n".utf8), at: "").first
  }

  /// A snapshot with four digits of every number and without the texts of networks, which no page shows.
  private static func withoutNetworks(_ line: Data) -> Data? {
    guard var snapshot = snapshot(line) else { return nil }
    snapshot.candidates = snapshot.candidates.map { candidates in
      candidates.map { candidate in
        var candidate = candidate
        candidate.network = ""
        return candidate
      }
    }
    snapshot.cells = snapshot.cells.map { $0.map(\.rounded) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try? encoder.encode(snapshot)
  }

  /// Which files there are: one that is cut or replaced is another.
  private var identity: String {
    [run.configuration, run.metrics, run.snapshots].map { file in
      var status = stat()
      return lstat(file.path, &status) == 0 ? "\(status.st_ino)" : "none"
    }
    .joined(separator: "-")
  }

  /// What both begin with.
  private var start: JSONPieces {
    let record = RunLook.record(of: run, path: path)
    var pieces = JSONPieces()
    pieces.add("path", path)
    pieces.add("state", record.state)
    pieces.add("error", record.error)
    pieces.add("seedText", record.seed.map { "\($0)" })
    pieces.add("configuration", file: run.configuration)
    pieces.add("summary", file: run.summary)
    pieces.add("evaluation", file: run.evaluation)
    return pieces
  }

  /// The whole lines of a file.
  static func lines(of file: URL) -> [Data] {
    guard let data = RegularFile.contents(of: file) else { return [] }
    return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      .map { Data($0) }
  }
}
