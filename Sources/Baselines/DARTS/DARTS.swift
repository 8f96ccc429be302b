package import Architectures
package import Search
package import Training

/// DARTS (Liu et al., 2019): the supernet's weights and a softmax over the operations of every edge, trained in turn;
/// then, of each node, the strongest operations of its two strongest edges.
package enum DARTS: CellMethod {
  package static let method = "darts"
  package static let title = "DARTS"
  package static let source = Source.code("DARTS")
  package static let weightsEdges = false

  /// Softmax of alpha over the operations, with `none`; edges have no weights (equation 2).
  package static func importances(
    _ architecture: ArchitectureParameters, _ topology: CellTopology
  ) -> [CellMixing] {
    architecture.mixing(topology)
  }

  package static func summary(of preset: Preset) -> String { .small(preset) }

  package static func preset(_ preset: Preset) -> CellSearchOptions<DARTS> { .small(preset) }
}

/// A run of DARTS.
package typealias DARTSRun = CellSearchRun<DARTS>
