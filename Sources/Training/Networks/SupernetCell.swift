package import Architectures
package import Torch

/// A cell of the supernet: every intermediate node is the weighted sum of all operations on all its predecessors.
package struct SupernetCell {
  private let preprocessing: Preprocessing
  private let nodes: Nodes

  /// All operations on all channels, or on a part of them.
  private enum Nodes {
    case whole(MixedCell)
    case partial(PartialCell)
  }

  /// Declares the weights; `channelParts` is 1 for operations on all channels.
  package init(
    _ plan: CellPlan, operations: [Operation], channelParts: Int = 1, computation: Computation,
    in scope: ParameterScope
  ) {
    preprocessing = Preprocessing(plan, computation: computation, in: scope)
    let operated = plan.narrowed(parts: channelParts)
    let terms = plan.topology.edges.enumerated().flatMap { index, edge in
      operations.enumerated().map { position, operation in
        MixedCell.Term(
          operation: operated.layer(
            of: operation, onEdge: index, computation: computation, in: scope),
          source: edge.source, target: edge.target, weight: index * operations.count + position)
      }
    }
    nodes =
      channelParts == 1
      ? .whole(MixedCell(terms, plan: plan, computation: computation))
      : .partial(
        PartialCell(terms, plan: plan, parts: channelParts, computation: computation))
  }

  /// The outputs of the cells before, as many as the cell has inputs, to this cell's output.
  package func callAsFunction(_ sources: [Tensor], mixing: CellMixing, mode: Mode) -> Tensor {
    let inputs = preprocessing(sources, mode: mode)
    switch nodes {
    case .whole(let cell):
      return cell(inputs, weights: mixing.ofNodes, computed: mixing.computed, mode: mode)
    case .partial(let cell): return cell(inputs.compactMap { $0 }, mixing: mixing, mode: mode)
    }
  }
}
