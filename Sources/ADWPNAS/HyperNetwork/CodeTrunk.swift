internal import Architectures
internal import Torch

/// h = ReLU(W1 a + b1), from the code of a layer's block: what the weights of one place are made from (section 2).
struct CodeTrunk {
  private let layer: Linear

  /// Declares `trunk.weight` (hidden × code) and `trunk.bias`, started as PyTorch does.
  init(codeLength: Int, hidden: Int, in scope: ParameterScope) {
    layer = Linear(inputs: codeLength, outputs: hidden, in: scope / "trunk")
  }

  /// A code, or a row for each of many, to as many hidden vectors.
  func callAsFunction(_ code: Tensor) -> Tensor { layer(code).relu() }
}

/// Numbers that are linear in h.
///
/// Weight and bias start at 0, so that the code changes nothing at first.
struct ConditionHead {
  private let weight, bias: Tensor

  /// Declares `<name>.weight` (outputs × hidden) and `<name>.bias`.
  init(_ name: String, outputs: Int, hidden: Int, in scope: ParameterScope) {
    let scope = scope / name
    weight = scope.parameter("weight", shape: [outputs, hidden], initializer: .zeros)
    bias = scope.parameter("bias", shape: [outputs], initializer: .zeros)
  }

  func callAsFunction(_ hidden: Tensor) -> Tensor { hidden.linear(weight: weight, bias: bias) }
}
