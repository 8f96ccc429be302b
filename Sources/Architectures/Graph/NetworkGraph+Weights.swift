/// A tensor that a graph reads.
public struct GraphWeight: Hashable, Sendable {
  /// The name, in PyTorch's form.
  public let name: String
  /// The shape.
  public let shape: [Int]
  /// Whether it is learned; running statistics are not.
  public let isLearned: Bool

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}

extension GraphOperator {
  /// The tensors that the operator reads, in the order of their declaration.
  public var weights: [GraphWeight] {
    switch self {
    case .convolution(let convolution): return convolution.weights
    case .normalization(let normalization): return normalization.weights
    case .linear(let linear):
      return [
        GraphWeight(
          name: "\(linear.name).weight", shape: [linear.outputs, linear.inputs], isLearned: true),
        GraphWeight(name: "\(linear.name).bias", shape: [linear.outputs], isLearned: true),
      ]
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      return []
    }
  }
}

extension GraphOperator {
  /// What names its tensors; nil where it has none.
  public var name: String? {
    switch self {
    case .convolution(let convolution): convolution.name
    case .normalization(let normalization): normalization.name
    case .linear(let linear): linear.name
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      nil
    }
  }
}

extension GraphOperator.Convolution {
  fileprivate var weights: [GraphWeight] {
    let weight = GraphWeight(name: "\(name).weight", shape: weightShape, isLearned: true)
    let bias = GraphWeight(name: "\(name).bias", shape: [outputChannels], isLearned: true)
    return hasBias ? [weight, bias] : [weight]
  }
}

extension GraphOperator.Normalization {
  /// Scale and shift, where there are any, and the running statistics.
  fileprivate var weights: [GraphWeight] {
    func weights(_ suffixes: [String], isLearned: Bool) -> [GraphWeight] {
      suffixes.map {
        GraphWeight(name: "\(name).\($0)", shape: [channels], isLearned: isLearned)
      }
    }
    return weights(hasWeights ? ["weight", "bias"] : [], isLearned: true)
      + weights(["running_mean", "running_var"], isLearned: false)
  }
}

extension NetworkGraph {
  /// The tensors that the graph reads, in the order of their declaration.
  public var weights: [GraphWeight] { nodes.flatMap(\.operation.weights) }
}
