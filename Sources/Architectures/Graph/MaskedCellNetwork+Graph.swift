extension MaskedCellNetwork {
  /// The network as a graph: images to logits, with the supernet's names.
  public func graph() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [network.image])
    let stem = builder.stem(of: network)
    var (previousPrevious, previous) = (stem, stem)
    for (plan, cell) in zip(network.plan, cells) {
      (previousPrevious, previous) = (
        previous,
        builder.cell(cell, plan, topology: network.topology, previousPrevious, previous)
      )
    }
    let logits = builder.classifier(previous, classes: network.classes)
    return builder.graph(outputs: [logits])
  }
}

extension GraphBuilder {
  /// 3x3 convolution and normalisation with weights.
  fileprivate mutating func stem(of network: CellNetwork) -> Value {
    let images = input(0)
    return part("stem") { builder in
      let output = builder.convolution(
        images, name: "stem.conv", channels: network.stemShape.channels, kernelSize: 3,
        stride: network.stemStride, padding: 1)
      return builder.normalization(output, name: "stem.bn", hasWeights: true)
    }
  }

  fileprivate mutating func cell(
    _ cell: MaskedCell, _ plan: CellPlan, topology: CellTopology, _ previousPrevious: Value,
    _ previous: Value
  ) -> Value {
    let name = "cells.\(plan.index)"
    return part(name) { builder in
      builder.scoped(name) {
        $0.nodes(of: cell, plan, topology: topology, [previousPrevious, previous])
      }
    }
  }

  private mutating func nodes(
    of cell: MaskedCell, _ plan: CellPlan, topology: CellTopology, _ inputs: [Value]
  ) -> Value {
    var states = preprocessed(inputs, plan, reads: cell.reads)
    for node in topology.intermediates {
      let edges = cell.edges.filter { $0.edge.target == node }
      let terms = edges.flatMap { weighted($0, plan, topology: topology, from: states) }
      states.append(terms.isEmpty ? zeros(plan.nodeShape, like: inputs[1]) : sum(terms))
    }
    return concatenated(states[topology.intermediates].compactMap { $0 })
  }

  /// Both inputs with the channels and the size of the cell; nil for one that nothing reads.
  private mutating func preprocessed(
    _ inputs: [Value], _ plan: CellPlan, reads: (Int) -> Bool
  ) -> [Value?] {
    inputs.enumerated().map { index, input in
      guard reads(index) else { return nil }
      return scoped("preprocess\(index)") { $0.preprocessed(input, plan, input: index) }
    }
  }

  /// The operations of an edge, each times its importance and that of the edge.
  private mutating func weighted(
    _ edge: MaskedEdge, _ plan: CellPlan, topology: CellTopology, from states: [Value?]
  ) -> [Value] {
    guard let index = topology.index(of: edge.edge), let source = states[edge.edge.source] else {
      preconditionFailure("edge \(edge.edge) is outside the cell")
    }
    return edge.operations.compactMap { weighted in
      let name = "edges.\(index).\(weighted.operation.name)"
      let output = scoped(name) {
        $0.operation(weighted.operation, source, stride: plan.stride(of: edge.edge))
      }
      return output.map { scaled($0, by: edge.importance * weighted.importance) }
    }
  }
}
