package import Architectures
package import Torch

/// A cell of the supernet: every intermediate node is the weighted sum of all operations on all its predecessors.
package struct SupernetCell {
  private let preprocessing: Preprocessing
  private let nodes: MixedCell

  package init(
    _ plan: CellPlan, topology: CellTopology, operations: [Operation], computation: Computation,
    in scope: ParameterScope
  ) {
    preprocessing = Preprocessing(plan, computation: computation, in: scope)
    let terms = topology.edges.enumerated().flatMap { index, edge in
      operations.enumerated().map { position, operation in
        MixedCell.Term(
          operation: operation.layer(
            plan.shape(ofNode: edge.source), stride: plan.stride(of: edge),
            computation: computation, in: scope / "edges" / index / operation.name),
          source: edge.source, target: edge.target, weight: index * operations.count + position)
      }
    }
    nodes = MixedCell(terms, plan: plan, computation: computation)
  }

  /// The outputs of cells k-2 and k-1 to this cell's output.
  package func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mixing: CellMixing, mode: Mode
  ) -> Tensor {
    // Eq. 1 and Eq. 2 in one: the weight of an operation in its node is edge weight times operation weight.
    let weights = (mixing.operations * mixing.edges.reshaped([-1, 1])).reshaped([-1])
    return nodes(
      preprocessing(previousPrevious, previous, mode: mode), weights: weights, mode: mode)
  }
}
