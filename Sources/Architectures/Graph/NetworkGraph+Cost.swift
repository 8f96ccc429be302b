extension GraphOperator {
  /// The cost of the operator where it gives so many pixels.
  public func cost(pixels: Int) -> Cost {
    switch self {
    case .convolution(let convolution):
      let weights = convolution.weightShape.reduce(1, *)
      let biases = convolution.hasBias ? convolution.outputChannels : 0
      return Cost(parameters: weights + biases, multiplyAdds: weights * pixels)
    case .normalization(let normalization):
      return normalization.hasWeights ? .affineBatchNorm(channels: normalization.channels) : .zero
    case .linear(let linear): return .linear(inputs: linear.inputs, outputs: linear.outputs)
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      return .zero
    }
  }
}

extension NetworkGraph {
  /// The cost of the graph: parameters and multiply-adds of convolutions and linear layers.
  public var cost: Cost {
    nodes.reduce(.zero) { $0 + $1.operation.cost(pixels: $1.output.area) }
  }

  /// The cost part by part, in their order.
  public func costReport() -> CostReport {
    var parts: [CostPart] = []
    for node in nodes {
      let cost = node.operation.cost(pixels: node.output.area)
      if let last = parts.last, last.name == node.part {
        parts[parts.count - 1] = CostPart(name: last.name, cost: last.cost + cost)
      } else {
        parts.append(CostPart(name: node.part, cost: cost))
      }
    }
    return CostReport(parts: parts)
  }
}
