internal import Architectures
internal import Files
public import Foundation

extension RunFolder {
  /// Appends a line to `metrics.jsonl`; a checkpoint syncs it.
  public func append(_ record: EpochRecord) throws(RunError) {
    try append(line: record, to: metrics)
  }

  /// Waits until the lines of `metrics.jsonl` and `snapshots.jsonl` are on the disk.
  public func syncMetrics() throws(RunError) {
    for file in [metrics, snapshots] where has(file) {
      do throws(FileFailure) {
        try DurableFile.sync(file)
      } catch {
        throw .writing(error)
      }
    }
  }

  /// The records so far; a last line that a crash tore is left out.
  /// - Throws: `RunError.malformed` with the number of a line that is no record.
  public func readMetrics() throws(RunError) -> [EpochRecord] {
    try Self.records(Self.lines(of: data(of: metrics)), at: metrics.path)
  }

  /// Drops all lines after the first `count`: those that were written after the checkpoint a run resumes from.
  ///
  /// The snapshots of the epochs that are dropped go with them.
  /// - Throws: `RunError.malformed` where there are fewer, or where one of them is no record; nothing is changed then.
  public func truncateMetrics(to count: Int) throws(RunError) {
    let data = try data(of: metrics)
    let lines = Self.lines(of: data)
    guard lines.count >= count else {
      throw .malformed(
        path: metrics.path,
        reason: "it has \(lines.count) whole lines, expected at least the \(count) that the "
          + "checkpoint was made after")
    }
    let records = try Self.records(Array(lines.prefix(count)), at: metrics.path)
    try replace(metrics, holding: data, with: lines.prefix(count))
    try truncateSnapshots(to: records)
  }

  /// Decodes what `metrics.jsonl` holds from a line on; `path` is what errors call it.
  public static func decodeMetrics(
    _ data: Data, at path: String, firstLine: Int = 1
  ) throws(RunError) -> [EpochRecord] {
    try records(lines(of: data), at: path, firstLine: firstLine)
  }

  private static func records(
    _ lines: [Data], at path: String, firstLine: Int = 1
  ) throws(RunError) -> [EpochRecord] {
    var records: [EpochRecord] = []
    for (number, line) in zip(firstLine..., lines) {
      records.append(try decodeLine(EpochRecord.self, line, number: number, at: path))
    }
    return records
  }
}
