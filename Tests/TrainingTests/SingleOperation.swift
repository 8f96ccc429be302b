import Architectures
import Torch

@testable import Training

extension CellOperation {
  /// The operation that passes its input on.
  static var identity: CellOperation {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 1, width: 1)])
    let input = builder.input(0)
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 0))
    return CellOperation(builder.graph(outputs: [input]), in: store.root)
  }
}

extension MixedCell {
  /// A cell of one node, the sum of operations on one input, with the weights in their order.
  static func single(_ operations: [CellOperation], engine: Engine) -> MixedCell {
    let terms = operations.enumerated().map {
      Term(operation: $1, source: 0, target: 2, weight: $0)
    }
    // The shape counts only for nodes that nothing leads to.
    return MixedCell(
      terms, topology: CellTopology(intermediateNodes: 1),
      nodeShape: ImageShape(channels: 0, height: 0, width: 0),
      computation: Computation(engine: engine))
  }
}
