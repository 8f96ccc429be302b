/// A statistic with the bounds of its bootstrap interval.
public struct RankEstimate: Hashable, Codable, Sendable {
  /// The part of resamples inside of the interval.
  public static let confidence = 0.95

  /// The statistic over the networks at hand.
  public let value: Double
  /// The lower bound; the value itself where there are no resamples.
  public let lower: Double
  /// The upper bound; the value itself where there are no resamples.
  public let upper: Double

  /// An estimate whose bounds are percentiles of its values in resamples.
  public init(_ value: Double, draws: [Double]) {
    let sorted = draws.sorted()
    self.value = value
    lower = sorted.quantile((1 - Self.confidence) / 2) ?? value
    upper = sorted.quantile((1 + Self.confidence) / 2) ?? value
  }
}

extension [Double] {
  /// The quantile of ascending numbers, between them linearly; nil where there are none.
  fileprivate func quantile(_ fraction: Double) -> Double? {
    guard let last = indices.last else { return nil }
    let position = fraction * Double(last)
    let below = Int(position)
    let above = Swift.min(below + 1, last)
    return self[below] + (self[above] - self[below]) * (position - Double(below))
  }
}
