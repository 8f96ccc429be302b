internal import Architectures
internal import Torch

/// A cell of a masked network; a node that lost all its inputs gives zeros.
struct MaskedNetworkCell {
  private struct WeightedLayer {
    let layer: any CellOperation
    let weight: Double
  }

  private struct Source {
    let node: Int
    let layers: [WeightedLayer]
  }

  private let preprocessing: Preprocessing
  private let nodeShape: ImageShape
  /// What each intermediate node sums.
  private let nodes: [[Source]]

  init(_ plan: CellPlan, cell: MaskedCell, topology: CellTopology, in scope: ParameterScope) {
    preprocessing = Preprocessing(plan, reads: cell.reads, in: scope)
    nodeShape = plan.nodeShape
    nodes = topology.intermediates.map { target in
      cell.edges.filter { $0.edge.target == target }.map { kept in
        guard let index = topology.index(of: kept.edge) else {
          preconditionFailure("edge \(kept.edge) is outside the cell")
        }
        let layers = kept.operations.compactMap { weighted in
          weighted.operation.layer(
            channels: plan.channels, stride: plan.stride(of: kept.edge),
            in: scope / "edges" / index / weighted.operation.rawValue
          ).map {
            WeightedLayer(layer: $0, weight: Double(kept.importance * weighted.importance))
          }
        }
        return Source(node: kept.edge.source, layers: layers)
      }
    }
  }

  /// The outputs of cells k-2 and k-1 to this cell's output.
  func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    var states = preprocessing(previousPrevious, previous, mode: mode)
    for sources in nodes {
      var sum: Tensor?
      for source in sources {
        for weighted in source.layers {
          guard let input = states[source.node] else {
            preconditionFailure("node \(source.node) is read but not computed")
          }
          var output = weighted.layer(input, mode: mode)
          if let dropPath, !weighted.layer.isIdentity { output = dropPath(output) }
          sum = sum.map { $0.adding(output, scaledBy: weighted.weight) } ?? output * weighted.weight
        }
      }
      states.append(sum ?? deadNode(images: previous.size(0), device: previous.device))
    }
    return Tensor.concatenated(states.dropFirst(2).compactMap { $0 }, dimension: 1)
  }

  private func deadNode(images: Int, device: Device) -> Tensor {
    .zeros([images, nodeShape.channels, nodeShape.height, nodeShape.width], device: device)
  }
}
