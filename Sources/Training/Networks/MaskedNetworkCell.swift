internal import Architectures
internal import Torch

/// A cell of a masked network; a node that lost all its inputs gives zeros.
struct MaskedNetworkCell {
  private struct Node {
    let terms: [MixedNode.Term]
    /// Fixed: the products of the importances of edge and operation.
    let weights: [Float]
  }

  private let preprocessing: Preprocessing
  private let nodeShape: ImageShape
  private let nodes: [Node]
  private let engine: Engine

  init(
    _ plan: CellPlan, cell: MaskedCell, topology: CellTopology, engine: Engine,
    in scope: ParameterScope
  ) {
    self.engine = engine
    preprocessing = Preprocessing(plan, reads: cell.reads, in: scope)
    nodeShape = plan.nodeShape
    nodes = topology.intermediates.map { target in
      var terms: [MixedNode.Term] = []
      var weights: [Float] = []
      for kept in cell.edges where kept.edge.target == target {
        guard let index = topology.index(of: kept.edge) else {
          preconditionFailure("edge \(kept.edge) is outside the cell")
        }
        for weighted in kept.operations {
          let layer = weighted.operation.layer(
            channels: plan.channels, stride: plan.stride(of: kept.edge),
            in: scope / "edges" / index / weighted.operation.rawValue)
          terms.append(
            MixedNode.Term(operation: layer, source: kept.edge.source, weight: weights.count))
          weights.append(kept.importance * weighted.importance)
        }
      }
      return Node(terms: terms, weights: weights)
    }
  }

  /// The outputs of cells k-2 and k-1 to this cell's output.
  func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    let (images, device) = (previous.size(0), previous.device)
    let inputs = preprocessing(previousPrevious, previous, mode: mode)
    // What no edge reads has no value; something with as many channels must stand in its place.
    var states = inputs.map { $0 ?? .zeros([images, nodeShape.channels, 1, 1], device: device) }
    for node in nodes {
      guard !node.terms.isEmpty else {
        states.append(
          .zeros([images, nodeShape.channels, nodeShape.height, nodeShape.width], device: device))
        continue
      }
      let weights = Tensor(node.weights, shape: [node.weights.count], device: device)
      states.append(
        MixedNode(terms: node.terms)(
          states, weights: weights, mode: mode, fused: engine.fuses(on: device),
          dropPath: dropPath))
    }
    return .concatenated(Array(states.dropFirst(2)), dimension: 1)
  }
}
