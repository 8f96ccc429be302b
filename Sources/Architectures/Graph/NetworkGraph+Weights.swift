/// A tensor that a graph reads.
public struct GraphWeight: Hashable, Sendable {
  /// How a network starts with it.
  public enum Start: Hashable, Sendable {
    /// Uniform in ±1/sqrt(fan-in), as PyTorch starts convolutions and linear layers.
    case uniform(fanIn: Int)
    /// All 0.
    case zeros
    /// All 1.
    case ones
  }

  /// The name, in PyTorch's form.
  public let name: String
  /// The shape.
  public let shape: [Int]
  /// How it starts.
  public let start: Start
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
      let start = GraphWeight.Start.uniform(fanIn: linear.inputs)
      return [
        GraphWeight(
          name: "\(linear.name).weight", shape: [linear.outputs, linear.inputs], start: start,
          isLearned: true),
        GraphWeight(
          name: "\(linear.name).bias", shape: [linear.outputs], start: start, isLearned: true),
      ]
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      return []
    }
  }
}

extension GraphOperator.Convolution {
  fileprivate var weights: [GraphWeight] {
    let start = GraphWeight.Start.uniform(fanIn: weightShape.dropFirst().reduce(1, *))
    let weight = GraphWeight(
      name: "\(name).weight", shape: weightShape, start: start, isLearned: true)
    let bias = GraphWeight(
      name: "\(name).bias", shape: [outputChannels], start: start, isLearned: true)
    return hasBias ? [weight, bias] : [weight]
  }
}

extension GraphOperator.Normalization {
  /// Scale and shift, where there are any, and the running statistics.
  fileprivate var weights: [GraphWeight] {
    func weight(_ suffix: String, _ start: GraphWeight.Start, isLearned: Bool) -> GraphWeight {
      GraphWeight(
        name: "\(name).\(suffix)", shape: [channels], start: start, isLearned: isLearned)
    }
    let learned = [
      weight("weight", .ones, isLearned: true), weight("bias", .zeros, isLearned: true),
    ]
    return (hasWeights ? learned : []) + [
      weight("running_mean", .zeros, isLearned: false),
      weight("running_var", .ones, isLearned: false),
    ]
  }
}

extension NetworkGraph {
  /// The tensors that the graph reads, in the order of their declaration.
  public var weights: [GraphWeight] { nodes.flatMap(\.operation.weights) }
}
