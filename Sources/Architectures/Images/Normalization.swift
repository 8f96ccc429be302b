/// The per-channel statistics that pixels are normalised with: `(pixel / 255 - mean) / deviation`.
public struct Normalization: Hashable, Codable, Sendable {
  /// The mean of each channel, for pixels in [0, 1].
  public let mean: [Double]
  /// The standard deviation of each channel, for pixels in [0, 1].
  public let standardDeviation: [Double]
  /// Where the numbers come from.
  public let source: String

  /// Statistics, one number per channel.
  public init(mean: [Double], standardDeviation: [Double], source: String) {
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.source = source
  }
}
