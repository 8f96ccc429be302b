internal import Architectures
internal import Search
internal import Torch

/// Shared weights that adapt to the network: T_k(W0 · (1 + p)(1 + q)ᵀ + r^-½ U diag(s) V) (section 3).
///
/// p, q and s are linear in the hidden vector of the layer's code and start at 0, so that the weights start as the
/// shared ones to the last bit.
struct ConditionedConvolutions: ConvolutionModel {
  struct Options: Hashable, Sendable {
    var hidden: Int
    /// r; 0 for no residual.
    var rank: Int
  }

  private let shared: SharedConvolutions
  private let transforms: KernelTransforms
  private let conditions: [String: Condition]
  private let rank: Int

  /// What is declared for conditions stands under this name in a place.
  static let scopeName = "condition"

  /// Declares, after `shared`'s own weights, transforms and conditions.
  init(
    _ shapes: [SharedShape], shared: SharedConvolutions, options: Options, codeLength: Int,
    in scope: ParameterScope
  ) {
    self.shared = shared
    rank = options.rank
    transforms = KernelTransforms(shapes, in: scope)
    conditions = Dictionary(
      uniqueKeysWithValues: shapes.filter { $0.kind != .linear }.map { shape in
        (
          shape.name,
          Condition(
            shape, options: options, codeLength: codeLength,
            in: scope / shape.name / Self.scopeName)
        )
      })
  }

  func weight(of layer: SharedLayer, code: NetworkCode) -> Tensor {
    guard let condition = conditions[layer.name] else {
      preconditionFailure("no condition is named \(layer.name)")
    }
    let weight = condition.applied(
      to: shared.largest(layer).channels(of: layer), layer: layer,
      code: code.blocks[layer.block])
    return transforms(weight, for: layer).contiguous(.channelsLast)
  }
}

/// How the code changes the weight of one place.
private struct Condition {
  private let trunk: CodeTrunk
  private let outputs: ConditionHead
  /// Absent where a layer has one input per output.
  private let inputs: ConditionHead?
  private let residual: (scales: ConditionHead, left: Tensor, right: Tensor)?
  private let rank: Int

  init(
    _ shape: SharedShape, options: ConditionedConvolutions.Options, codeLength: Int,
    in scope: ParameterScope
  ) {
    rank = options.rank
    trunk = CodeTrunk(codeLength: codeLength, hidden: options.hidden, in: scope)
    outputs = ConditionHead("outputs", outputs: shape.outputs, hidden: options.hidden, in: scope)
    inputs =
      shape.kind == .depthwise
      ? nil : ConditionHead("inputs", outputs: shape.inputs, hidden: options.hidden, in: scope)
    guard rank > 0 else {
      residual = nil
      return
    }
    // With s = 1, the residual would have the variance of W0 [R].
    let deviation = (2 / Double(shape.fanIn)).squareRoot()
    residual = (
      ConditionHead("scales", outputs: rank, hidden: options.hidden, in: scope),
      scope.parameter(
        "left", shape: [shape.outputs, rank], initializer: .normal(standardDeviation: 1)),
      scope.parameter(
        "right", shape: [rank, shape.inputs, shape.kernelSize, shape.kernelSize],
        initializer: .normal(standardDeviation: deviation))
    )
  }

  /// Changes a layer's part of W0, out × in × K × K.
  func applied(to base: Tensor, layer: SharedLayer, code: Tensor) -> Tensor {
    let hidden = trunk(code)
    let rows = (outputs(hidden) + 1).part(layer.outputs, dimension: 0).reshaped([-1, 1, 1, 1])
    var weight = base * rows
    if let inputs {
      weight =
        weight * (inputs(hidden) + 1).part(layer.inputs, dimension: 0).reshaped([1, -1, 1, 1])
    }
    guard let residual else { return weight }
    let left = residual.left.part(layer.outputs, dimension: 0) * residual.scales(hidden)
    let right = residual.right.part(layer.inputs, dimension: 1).reshaped([rank, -1])
    return weight.adding(
      left.matrixProduct(right).reshaped(base.shape), scaledBy: 1 / Double(rank).squareRoot())
  }
}
