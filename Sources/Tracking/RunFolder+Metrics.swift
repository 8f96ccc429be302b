internal import Architectures
package import Foundation

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
      throw .unwritable(path: metrics.path, reason: systemReason(error))
    }
  }

  /// The records so far.
  public func readMetrics() throws(RunError) -> [EpochRecord] {
    guard let data = try? Data(contentsOf: metrics) else { return [] }
    return try Self.decodeMetrics(data, at: metrics.path)
  }

  /// Decodes what `metrics.jsonl` holds; `path` is what errors call it.
  package static func decodeMetrics(
    _ data: Data, at path: String
  ) throws(RunError) -> [EpochRecord] {
    var records: [EpochRecord] = []
    for (index, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      do {
        records.append(try JSONDecoder().decode(EpochRecord.self, from: line))
      } catch {
        let fault = JSONFault(error, decoding: EpochRecord.self, from: line)
        throw .malformed(path: path, reason: "line \(index + 1): \(fault.clause)")
      }
    }
    return records
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
