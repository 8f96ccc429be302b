internal import Architectures
internal import Torch

/// A cell of a masked network; a node that lost all its inputs gives zeros.
struct MaskedNetworkCell {
  private let preprocessing: Preprocessing
  private let nodes: MixedCell
  /// Fixed: the products of the importances of edge and operation.
  private let weights: [Float]

  init(
    _ plan: CellPlan, cell: MaskedCell, topology: CellTopology, computation: Computation,
    in scope: ParameterScope
  ) {
    preprocessing = Preprocessing(
      plan, reads: cell.reads, computation: computation, in: scope)
    var terms: [MixedCell.Term] = []
    var weights: [Float] = []
    for target in topology.intermediates {
      for kept in cell.edges where kept.edge.target == target {
        guard let index = topology.index(of: kept.edge) else {
          preconditionFailure("edge \(kept.edge) is outside the cell")
        }
        for weighted in kept.operations {
          let layer = weighted.operation.layer(
            plan.shape(ofNode: kept.edge.source), stride: plan.stride(of: kept.edge),
            computation: computation,
            in: scope / "edges" / index / weighted.operation.name)
          terms.append(
            MixedCell.Term(
              operation: layer, source: kept.edge.source, target: target, weight: weights.count))
          weights.append(kept.importance * weighted.importance)
        }
      }
    }
    nodes = MixedCell(terms, plan: plan, computation: computation)
    self.weights = weights
  }

  /// The outputs of cells k-2 and k-1 to this cell's output.
  func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    nodes(
      preprocessing(previousPrevious, previous, mode: mode),
      weights: Tensor(weights, shape: [weights.count], device: previous.device), mode: mode,
      dropPath: dropPath)
  }
}
