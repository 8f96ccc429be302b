/// Batch normalisation over N, H and W, with eps 1e-5 and momentum 0.1.
public struct BatchNorm2d {
  private let weight, bias: Tensor?
  /// The running mean and variance.
  public let statistics: Tensor.RunningStatistics

  /// Declares the running statistics and, with `affine`, a scale and a shift per channel.
  public init(_ channels: Int, affine: Bool, in scope: ParameterScope) {
    weight = affine ? scope.parameter("weight", shape: [channels], initializer: .ones) : nil
    bias = affine ? scope.parameter("bias", shape: [channels], initializer: .zeros) : nil
    statistics = Tensor.RunningStatistics(
      mean: scope.parameter(
        "running_mean", shape: [channels], role: .buffer, initializer: .zeros),
      variance: scope.parameter(
        "running_var", shape: [channels], role: .buffer, initializer: .ones))
  }

  /// What is done to images.
  public func normalization(mode: Mode) -> BatchNormalization {
    BatchNormalization(
      weight: weight, bias: bias, statistics: mode == .batchStatistics ? nil : statistics,
      byBatch: mode != .evaluation)
  }

  /// N × C × H × W to the same shape.
  public func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    input.batchNormalized(by: normalization(mode: mode))
  }
}
