/// A linear layer with bias.
public struct Linear {
  /// The weight matrix, out × in.
  public let weight: Tensor
  /// The bias, one number per output.
  public let bias: Tensor

  /// Makes a layer of a weight, out × in, and a bias of out, from elsewhere.
  public init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// Declares `weight` and `bias`, started as PyTorch does.
  public init(inputs: Int, outputs: Int, in scope: ParameterScope) {
    let start = Initializer.fanIn(inputs)
    self.init(
      weight: scope.parameter("weight", shape: [outputs, inputs], initializer: start),
      bias: scope.parameter("bias", shape: [outputs], initializer: start))
  }

  /// Maps N × in to N × out.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.linear(weight: weight, bias: bias) }
}
