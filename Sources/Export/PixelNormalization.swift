/// How the pixels of an image become what a network reads: `(x / 255 - mean) / standard deviation`.
public struct PixelNormalization: Hashable, Sendable {
  /// The mean of each channel, of pixels that are scaled to 0...1.
  public let means: [Double]
  /// The standard deviation of each channel, of pixels that are scaled to 0...1.
  public let standardDeviations: [Double]

  /// A normalisation of as many channels as there are means.
  ///
  /// - Throws: `ExportError.normalization` unless all are finite, deviations are positive, and there
  ///   are as many of both.
  public init(means: [Double], standardDeviations: [Double]) throws(ExportError) {
    guard means.count == standardDeviations.count, means.allSatisfy(\.isFinite),
      standardDeviations.allSatisfy({ $0.isFinite && $0 > 0 })
    else { throw .normalization(means: means, standardDeviations: standardDeviations) }
    self.means = means
    self.standardDeviations = standardDeviations
  }
}
