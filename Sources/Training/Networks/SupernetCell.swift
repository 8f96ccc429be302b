package import Architectures
package import Torch

/// A cell of the supernet: every intermediate node is the weighted sum of all operations on all its predecessors.
package struct SupernetCell {
  private let preprocessing: Preprocessing
  private let nodes: MixedCell

  package init(
    _ plan: CellPlan, operations: [Operation], computation: Computation, in scope: ParameterScope
  ) {
    preprocessing = Preprocessing(plan, computation: computation, in: scope)
    let terms = plan.topology.edges.enumerated().flatMap { index, edge in
      operations.enumerated().map { position, operation in
        MixedCell.Term(
          operation: plan.layer(
            of: operation, onEdge: index, computation: computation, in: scope),
          source: edge.source, target: edge.target, weight: index * operations.count + position)
      }
    }
    nodes = MixedCell(terms, plan: plan, computation: computation)
  }

  /// The outputs of the cells before, as many as the cell has inputs, to this cell's output.
  package func callAsFunction(_ sources: [Tensor], mixing: CellMixing, mode: Mode) -> Tensor {
    // Eq. 1 and Eq. 2 in one: the weight of an operation in its node is edge weight times operation weight.
    let weights = (mixing.operations * mixing.edges.reshaped([-1, 1])).reshaped([-1])
    return nodes(preprocessing(sources, mode: mode), weights: weights, mode: mode)
  }
}
