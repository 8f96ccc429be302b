internal import Architectures
internal import Files
public import Foundation

extension RunFolder {
  /// What the search thought of its space after each epoch, a line for each.
  public var snapshots: URL { url.appending(path: "snapshots.jsonl") }

  /// Appends a line to `snapshots.jsonl`; a checkpoint syncs it.
  public func append(_ snapshot: SearchSnapshot) throws(RunError) {
    try append(line: snapshot, to: snapshots)
  }

  /// The snapshots so far; a last line that a crash tore is left out.
  /// - Throws: `RunError.malformed` with the number of a line that is no snapshot.
  public func readSnapshots() throws(RunError) -> [SearchSnapshot] {
    try Self.decodeSnapshots(data(of: snapshots), at: snapshots.path)
  }

  /// Decodes what `snapshots.jsonl` holds from a line on; `path` is what errors call it.
  public static func decodeSnapshots(
    _ data: Data, at path: String, firstLine: Int = 1
  ) throws(RunError) -> [SearchSnapshot] {
    var snapshots: [SearchSnapshot] = []
    for (number, line) in zip(firstLine..., lines(of: data)) {
      let snapshot = try decodeLine(SearchSnapshot.self, line, number: number, at: path)
      guard snapshot.isSound else {
        throw .malformed(
          path: path,
          reason: "line \(number): edges do not fit the nodes and operations of their cell")
      }
      snapshots.append(snapshot)
    }
    return snapshots
  }

  /// Drops the snapshots of epochs that are not recorded.
  ///
  /// Nothing depends on a snapshot, so a line that is none goes too.
  func truncateSnapshots(to records: [EpochRecord]) throws(RunError) {
    struct Epoch: Decodable, Hashable {
      var stage: String
      var epoch: Int
    }
    guard has(snapshots) else { return }
    let recorded = Set(records.map { Epoch(stage: $0.stage, epoch: $0.epoch) })
    let data = try data(of: snapshots)
    let kept = Self.lines(of: data).filter { line in
      (try? JSONDecoder().decode(Epoch.self, from: line)).map(recorded.contains) ?? false
    }
    try replace(snapshots, holding: data, with: kept)
  }
}
