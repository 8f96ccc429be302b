package import Architectures
package import Torch

/// The network that masking carved out of a supernet: operations and edges that were masked do not exist in it.
///
/// Its parameters carry the supernet's names, so it loads what it kept from the supernet's state. The importances of
/// edges and operations are fixed numbers of the architecture (HM-NAS, section 3.4).
package struct MaskedNetwork: ImageClassifier {
  package let architecture: MaskedCellNetwork
  private let stem: GraphLayer
  private let cells: [MaskedNetworkCell]
  private let classifier: GraphLayer
  private let auxiliary: AuxiliaryHead?

  /// Declares the weights of the surviving parts and, if asked, of the auxiliary classifier, under `auxiliary`.
  package init(
    _ architecture: MaskedCellNetwork, auxiliary: Bool = false,
    computation: Computation = Computation(),
    in scope: ParameterScope
  ) {
    let network = architecture.network
    let plan = network.plan
    self.architecture = architecture
    stem = GraphLayer(network.stemGraph(), computation: computation, in: scope)
    cells = zip(plan, architecture.cells).map { plan, cell in
      MaskedNetworkCell(
        plan, cell: cell, computation: computation, in: scope / "cells" / plan.index)
    }
    classifier = GraphLayer(network.classifierGraph(), computation: computation, in: scope)
    self.auxiliary =
      auxiliary
      ? AuxiliaryHead(
        Self.auxiliaryFeatures(of: network), classes: network.classes,
        in: scope / "auxiliary") : nil
  }

  /// The cell whose output the auxiliary classifier reads.
  package static func auxiliaryCell(of network: CellNetwork) -> Int { 2 * network.cells / 3 }

  /// What the auxiliary classifier reads.
  package static func auxiliaryFeatures(of network: CellNetwork) -> ImageShape {
    network.plan[auxiliaryCell(of: network)].outputShape
  }

  /// Images to logits, and to the auxiliary logits where there is such a head and `mode` is training.
  package func callAsFunction(
    _ images: Tensor, mode: Mode, dropPath: DropPath? = nil
  ) -> (logits: Tensor, auxiliary: Tensor?) {
    let network = architecture.network
    let first = stem([images.contiguous(.channelsLast)], mode: mode)[0]
    var sources = [Tensor](repeating: first, count: network.topology.inputs)
    var auxiliaryLogits: Tensor?
    for (index, cell) in cells.enumerated() {
      let output = cell(sources, mode: mode, dropPath: dropPath)
      sources = sources.dropFirst() + [output]
      if let auxiliary, mode == .training, index == Self.auxiliaryCell(of: network) {
        auxiliaryLogits = auxiliary(output, mode: mode)
      }
    }
    return (classifier([sources[sources.count - 1]], mode: mode)[0], auxiliaryLogits)
  }
}
