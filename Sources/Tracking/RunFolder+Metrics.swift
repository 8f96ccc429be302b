internal import Foundation

extension RunFolder {
  /// Appends a line to `metrics.jsonl`.
  public func append(_ record: EpochRecord) throws(RunError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      if !FileManager.default.fileExists(atPath: metrics.path) {
        try Data().write(to: metrics)
      }
      let handle = try FileHandle(forWritingTo: metrics)
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: encoder.encode(record) + Data("\n".utf8))
    } catch {
      throw .unwritable(path: metrics.path, reason: error.localizedDescription)
    }
  }

  /// The records so far.
  public func readMetrics() throws(RunError) -> [EpochRecord] {
    guard let data = try? Data(contentsOf: metrics) else { return [] }
    do {
      return try data.split(separator: UInt8(ascii: "\n")).map {
        try JSONDecoder().decode(EpochRecord.self, from: $0)
      }
    } catch {
      throw .malformed(path: metrics.path, reason: "\(error)")
    }
  }

  /// Drops all lines after the first `count`: those that were written after the checkpoint a run resumes from.
  public func truncateMetrics(to count: Int) throws(RunError) {
    guard let data = try? Data(contentsOf: metrics) else { return }
    let kept = data.split(separator: UInt8(ascii: "\n")).prefix(count).flatMap { $0 + [10] }
    do {
      try Data(kept).write(to: metrics, options: .atomic)
    } catch {
      throw .unwritable(path: metrics.path, reason: error.localizedDescription)
    }
  }
}
