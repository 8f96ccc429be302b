/// A linear layer with bias.
public struct Linear {
  /// The weight matrix, out × in.
  public let weight: Tensor
  private let bias: Tensor

  /// Declares `weight` and `bias`, started as PyTorch does.
  public init(inputs: Int, outputs: Int, in scope: ParameterScope) {
    weight = scope.parameter("weight", shape: [outputs, inputs], initializer: .fanIn(inputs))
    bias = scope.parameter("bias", shape: [outputs], initializer: .fanIn(inputs))
  }

  /// Maps N × in to N × out.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.linear(weight: weight, bias: bias) }
}
