/// The mean of some numbers, and how far they lie apart.
public struct Spread: Codable, Hashable, Sendable {
  /// The mean.
  public var mean: Double
  /// The standard deviation of a sample; nil of one number.
  public var deviation: Double?
  /// The best: the largest, or for what should be small the smallest.
  public var best: Double

  /// Of at least one number.
  package init(_ values: [Double], isLargeBest: Bool = false) {
    precondition(!values.isEmpty, "the spread of nothing")
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
    best = (isLargeBest ? values.max() : values.min()) ?? mean
  }

  private enum Key: String, CodingKey {
    case mean, deviation, best
  }

  /// Writes every key: what there is not is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(deviation, forKey: .deviation)
    try container.encode(best, forKey: .best)
  }

  /// Reads what was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    mean = try container.decode(Double.self, forKey: .mean)
    deviation = try container.decode(Double?.self, forKey: .deviation)
    best = try container.decode(Double.self, forKey: .best)
  }
}
