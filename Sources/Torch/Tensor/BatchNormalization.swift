/// How the channels of images are normalised.
public struct BatchNormalization {
  /// Factors and summands of what is normalised, one per channel; nil for 1 and 0.
  public var weight, bias: Tensor?
  /// With `byBatch`, moved in place by `momentum`; normalised by otherwise.
  public var statistics: Tensor.RunningStatistics?
  /// Whether a batch is normalised by its own mean and variance.
  public var byBatch: Bool
  /// Share of a batch in the running statistics, in [0, 1].
  public var momentum: Double
  /// Added to variances.
  public var epsilon: Double

  /// Puts a normalisation together.
  ///
  /// - Precondition: There are statistics where batches are not normalised by their own.
  public init(
    weight: Tensor? = nil, bias: Tensor? = nil, statistics: Tensor.RunningStatistics? = nil,
    byBatch: Bool, momentum: Double = 0.1, epsilon: Double = 1e-5
  ) {
    precondition(byBatch || statistics != nil, "nothing to normalise by")
    self.weight = weight
    self.bias = bias
    self.statistics = statistics
    self.byBatch = byBatch
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The same, and then times a scalar: a weight of `channels` numbers, which passes the gradient of the scalar on.
  ///
  /// - Parameters:
  ///   - factor: Of no dimension.
  ///   - channels: Of what is normalised.
  /// - Returns: A normalisation with a weight.
  public func scaled(by factor: Tensor, channels: Int) -> BatchNormalization {
    var scaled = self
    scaled.weight = (weight ?? .ones([channels], device: factor.device)) * factor
    scaled.bias = bias.map { $0 * factor }
    return scaled
  }
}
