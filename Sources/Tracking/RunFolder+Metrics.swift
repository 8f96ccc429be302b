internal import Foundation

extension RunFolder {
  /// Appends a line to `metrics.jsonl`.
  /// - Throws: `RunError.diverged` where the stage measured something that is not finite.
  public func append(_ record: EpochRecord) throws(RunError) {
    guard ([record.loss] + record.values.values).allSatisfy(\.isFinite) else {
      throw .diverged(stage: record.stage, epoch: record.epoch)
    }
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
      throw .unwritable(path: metrics.path, reason: systemReason(error))
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
      throw .malformed(path: metrics.path, reason: (error as? DecodingError)?.reason ?? "\(error)")
    }
  }

  /// Drops all lines after the first `count`: those that were written after the checkpoint a run resumes from.
  public func truncateMetrics(to count: Int) throws(RunError) {
    guard let data = try? Data(contentsOf: metrics) else { return }
    let kept = data.split(separator: UInt8(ascii: "\n")).prefix(count).flatMap { $0 + [10] }
    do {
      try Data(kept).write(to: metrics, options: .atomic)
    } catch {
      throw .unwritable(path: metrics.path, reason: systemReason(error))
    }
  }
}
