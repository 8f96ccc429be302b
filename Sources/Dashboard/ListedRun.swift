internal import Records

/// A run in the list of runs.
struct ListedRun: Encodable {
  let record: RunRecord

  private enum Key: CodingKey { case seedText }

  /// The record, and its seed as a text: JavaScript rounds large numbers.
  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(record.seed.map { "\($0)" }, forKey: .seedText)
  }
}
