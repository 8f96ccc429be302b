package import Architectures
package import Torch

/// A network of cells in which every edge computes all candidate operations (HM-NAS, section 3.1; DARTS).
package struct Supernet {
  package let network: CellNetwork
  private let stem: GraphLayer
  private let cells: [SupernetCell]
  private let classifier: GraphLayer

  /// Declares the weights under `stem`, `cells.<index>` and `classifier`.
  ///
  /// - Parameters:
  ///   - network: The skeleton; its channels are a multiple of `channelParts`.
  ///   - channelParts: Operations compute one of so many parts of the channels, as in PC-DARTS; 1 for all channels.
  ///   - computation: How cells are computed.
  ///   - scope: Where they are declared.
  package init(
    _ network: CellNetwork, channelParts: Int = 1, computation: Computation = Computation(),
    in scope: ParameterScope
  ) {
    self.network = network
    stem = GraphLayer(network.stemGraph(), computation: computation, in: scope)
    cells = network.plan.map { plan in
      SupernetCell(
        plan, operations: network.operations, channelParts: channelParts, computation: computation,
        in: scope / "cells" / plan.index)
    }
    classifier = GraphLayer(network.classifierGraph(), computation: computation, in: scope)
  }

  /// Images to logits, with one mixing per cell.
  package func callAsFunction(_ images: Tensor, mixing: [CellMixing], mode: Mode) -> Tensor {
    precondition(mixing.count == cells.count, "\(mixing.count) mixings for \(cells.count) cells")
    let first = stem([images.contiguous(.channelsLast)], mode: mode)[0]
    var sources = [Tensor](repeating: first, count: network.topology.inputs)
    for (cell, mixing) in zip(cells, mixing) {
      sources = sources.dropFirst() + [cell(sources, mixing: mixing, mode: mode)]
    }
    return classifier([sources[sources.count - 1]], mode: mode)[0]
  }
}
