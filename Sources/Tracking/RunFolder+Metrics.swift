internal import Architectures
internal import Files
public import Foundation

extension RunFolder {
  /// Appends a line to `metrics.jsonl`; a checkpoint syncs it.
  public func append(_ record: EpochRecord) throws(RunError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line: Data
    do {
      line = try encoder.encode(record) + Data("\n".utf8)
    } catch {
      throw .unwritable(path: metrics.path, reason: "a value is no JSON: \(error)")
    }
    do throws(FileFailure) {
      try DurableFile.append(line, to: metrics)
    } catch {
      throw .writing(error)
    }
  }

  /// Waits until the lines of `metrics.jsonl` are on the disk.
  public func syncMetrics() throws(RunError) {
    guard has(metrics) else { return }
    do throws(FileFailure) {
      try DurableFile.sync(metrics)
    } catch {
      throw .writing(error)
    }
  }

  /// The records so far; a last line that a crash tore is left out.
  /// - Throws: `RunError.malformed` with the number of a line that is no record.
  public func readMetrics() throws(RunError) -> [EpochRecord] {
    try Self.records(metricsLines(), at: metrics.path)
  }

  /// Drops all lines after the first `count`: those that were written after the checkpoint a run resumes from.
  /// - Throws: `RunError.malformed` where there are fewer, or where one of them is no record; nothing is changed then.
  public func truncateMetrics(to count: Int) throws(RunError) {
    let data = try metricsData()
    let lines = Self.lines(of: data)
    guard lines.count >= count else {
      throw .malformed(
        path: metrics.path,
        reason: "it has \(lines.count) whole lines, expected at least the \(count) that the "
          + "checkpoint was made after")
    }
    _ = try Self.records(Array(lines.prefix(count)), at: metrics.path)
    let kept = Data(lines.prefix(count).flatMap { $0 + [UInt8(ascii: "\n")] })
    guard kept != data else { return }
    do throws(FileFailure) {
      try DurableFile.write(kept, to: metrics)
    } catch {
      throw .writing(error)
    }
  }

  private func metricsData() throws(RunError) -> Data {
    do throws(FileFailure) {
      return try DurableFile.contents(of: metrics) ?? Data()
    } catch {
      throw .reading(error)
    }
  }

  private func metricsLines() throws(RunError) -> [Data] { Self.lines(of: try metricsData()) }

  /// The lines that have an end.
  private static func lines(of data: Data) -> [Data] {
    Array(data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast())
  }

  /// Decodes what `metrics.jsonl` holds; `path` is what errors call it.
  public static func decodeMetrics(
    _ data: Data, at path: String
  ) throws(RunError) -> [EpochRecord] {
    try records(lines(of: data), at: path)
  }

  private static func records(
    _ lines: [Data], at path: String
  ) throws(RunError) -> [EpochRecord] {
    var records: [EpochRecord] = []
    for (index, line) in lines.enumerated() {
      do {
        records.append(try JSONDecoder().decode(EpochRecord.self, from: line))
      } catch {
        let fault = JSONFault(error, decoding: EpochRecord.self, from: line)
        throw .malformed(path: path, reason: "line \(index + 1): \(fault.clause)")
      }
    }
    return records
  }
}
