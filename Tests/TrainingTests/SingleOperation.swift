import Architectures
import Torch

@testable import Training

extension MixedCell {
  /// A cell of one node, the sum of operations on one input, with the weights in their order.
  static func single(_ operations: [any CellOperation], engine: Engine) -> MixedCell {
    let terms = operations.enumerated().map {
      Term(operation: $1, source: 0, target: 2, weight: $0)
    }
    // The shape counts only for nodes that nothing leads to.
    return MixedCell(
      terms, nodes: 1, nodeShape: ImageShape(channels: 0, height: 0, width: 0),
      computation: Computation(engine: engine))
  }
}
