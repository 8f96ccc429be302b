internal import Architectures
internal import Torch

/// A cell of a masked network; a node that lost all its inputs gives zeros.
struct MaskedNetworkCell {
  private let preprocessing: Preprocessing
  private let nodes: MixedCell
  /// Fixed: the products of the importances of edge and operation.
  private let weights: [Float]

  init(
    _ plan: CellPlan, cell: MaskedCell, computation: Computation, in scope: ParameterScope
  ) {
    preprocessing = Preprocessing(
      plan, reads: cell.reads, computation: computation, in: scope)
    var terms: [MixedCell.Term] = []
    var weights: [Float] = []
    for kept in cell.edges {
      guard let index = plan.topology.index(of: kept.edge) else {
        preconditionFailure("edge \(kept.edge) is outside the cell")
      }
      for weighted in kept.operations {
        terms.append(
          MixedCell.Term(
            operation: plan.layer(
              of: weighted.operation, onEdge: index, computation: computation, in: scope),
            source: kept.edge.source, target: kept.edge.target, weight: weights.count))
        weights.append(kept.importance * weighted.importance)
      }
    }
    nodes = MixedCell(terms, plan: plan, computation: computation)
    self.weights = weights
  }

  /// The outputs of the cells before, as many as the cell has inputs, to this cell's output.
  func callAsFunction(_ sources: [Tensor], mode: Mode, dropPath: DropPath?) -> Tensor {
    nodes(
      preprocessing(sources, mode: mode),
      weights: Tensor(weights, shape: [weights.count], device: sources[0].device), mode: mode,
      dropPath: dropPath)
  }
}
