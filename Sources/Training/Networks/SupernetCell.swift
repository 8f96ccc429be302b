package import Architectures
package import Torch

/// A cell of the supernet: every intermediate node is the weighted sum of all operations on all its predecessors.
package struct SupernetCell {
  private let topology: CellTopology
  private let preprocessing: Preprocessing
  private let engine: Engine
  /// Layers by edge and operation.
  private let edges: [[(any CellOperation)?]]

  package init(
    _ plan: CellPlan, topology: CellTopology, operations: [Operation], engine: Engine,
    in scope: ParameterScope
  ) {
    self.topology = topology
    self.engine = engine
    preprocessing = Preprocessing(plan, in: scope)
    edges = topology.edges.enumerated().map { index, edge in
      operations.map { operation in
        operation.layer(
          channels: plan.channels, stride: plan.stride(of: edge),
          in: scope / "edges" / index / operation.rawValue)
      }
    }
  }

  /// The outputs of cells k-2 and k-1 to this cell's output.
  package func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mixing: CellMixing, mode: Mode
  ) -> Tensor {
    // Eq. 1 and Eq. 2 in one: the weight of an operation in its node is edge weight times operation weight.
    let weights = mixing.operations * mixing.edges.reshaped([-1, 1])
    var nodes = preprocessing(previousPrevious, previous, mode: mode).compactMap { $0 }
    for target in topology.intermediates {
      let incoming = topology.edgeIndices(into: target)
      let terms = incoming.flatMap { index in
        edges[index].enumerated().map { position, operation in
          MixedNode.Term(
            operation: operation, source: topology.edges[index].source,
            weight: (index - incoming.lowerBound) * edges[index].count + position)
        }
      }
      let node = MixedNode(terms: terms)
      nodes.append(
        node(
          nodes, weights: weights.sliced(incoming).reshaped([-1]), mode: mode,
          fused: engine.fuses(on: previous.device)))
    }
    return Tensor.concatenated(Array(nodes[topology.intermediates]), dimension: 1)
  }
}
