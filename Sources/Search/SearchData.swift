public import Training

/// Which images a search learns from, and how they are changed.
public struct SearchData: Hashable, Sendable {
  /// 0 for all.
  public var trainingImages = 0
  /// The share of them that is held out: what decides may not have trained the weights.
  public var validationFraction: Double
  /// Pixels around an image before a random crop.
  public var cropPadding = 4
  /// Whether half of the images are mirrored.
  public var flip = true

  /// All images, of which a share is held out.
  public init(validationFraction: Double = 0.2) { self.validationFraction = validationFraction }
}
