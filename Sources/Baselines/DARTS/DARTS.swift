package import Architectures
package import Search
package import Torch
package import Training

/// DARTS (Liu et al., 2019): the supernet's weights and a softmax over the operations of every edge, trained in turn;
/// then, of each node, the strongest operations of its two strongest edges.
package enum DARTS: CellMethod {
  package static let method = "darts"
  package static let title = "DARTS"
  package static let source = Source.code("DARTS")
  package static let weightsEdges = false

  /// Softmax of alpha over the operations, with `none`; edges have no weights (equation 2).
  package static func mixing(
    _ architecture: ArchitectureParameters, _ topology: CellTopology
  ) -> [CellMixing] {
    architecture.perCell(
      architecture.alpha.map { alpha in
        CellMixing(
          operations: alpha.softmax(),
          edges: .ones([topology.edgeCount], device: alpha.device))
      })
  }

  package static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: a genotype in a network of at most 3M multiply-adds"
    case .hour: "an hour on two cores: a genotype in a network of at most 4M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "the values of the DARTS code for CIFAR-10, second order; needs a GPU"
    }
  }

  package static func preset(_ preset: Preset) -> CellSearchOptions<DARTS> { .small(preset) }
}

/// A run of DARTS.
package typealias DARTSRun = CellSearchRun<DARTS>
