package import Architectures
package import Torch

/// A cell of the supernet: every intermediate node is the weighted sum of all operations on all its predecessors.
package struct SupernetCell {
  private let topology: CellTopology
  private let preprocessing: Preprocessing
  /// Layers by edge and operation.
  private let edges: [[(any CellOperation)?]]

  package init(
    _ plan: CellPlan, topology: CellTopology, operations: [Operation], in scope: ParameterScope
  ) {
    self.topology = topology
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
    let weights = (mixing.operations * mixing.edges.reshaped([-1, 1])).reshaped([-1]).unbound()
    var nodes = preprocessing(previousPrevious, previous, mode: mode).compactMap { $0 }
    for target in topology.intermediates {
      var sum: Tensor?
      for index in topology.edgeIndices(into: target) {
        let source = nodes[topology.edges[index].source]
        for (position, operation) in edges[index].enumerated() {
          guard let output = operation?(source, mode: mode) else { continue }
          let weighted = output * weights[index * edges[index].count + position]
          sum = sum.map { $0 + weighted } ?? weighted
        }
      }
      guard let sum else { preconditionFailure("no operation leads to node \(target)") }
      nodes.append(sum)
    }
    return Tensor.concatenated(Array(nodes[topology.intermediates]), dimension: 1)
  }
}
