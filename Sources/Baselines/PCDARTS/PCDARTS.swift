package import Architectures
package import Search
package import Training

/// PC-DARTS (Xu et al., 2020): DARTS whose operations compute a part of the channels, and whose edges have weights.
package enum PCDARTS: CellMethod {
  package static let method = "pc-darts"
  package static let title = "PC-DARTS"
  package static let source = Source.code("PC-DARTS")
  package static let weightsEdges = true

  /// Softmax of alpha over the operations, with `none`, and of beta over the edges into a node (equation 3).
  package static func importances(
    _ architecture: ArchitectureParameters, _ topology: CellTopology
  ) -> [CellMixing] {
    architecture.mixing(topology, softmax: .perNode)
  }

  package static func summary(of preset: Preset) -> String { .small(preset) }

  package static func preset(_ preset: Preset) -> CellSearchOptions<PCDARTS> {
    var options = CellSearchOptions<PCDARTS>.small(preset)
    switch preset {
    case .paper:
      options.search.batchSize = 256
      options.search.learningRate = 0.1
      options.search.finalLearningRate = 0
      options.search.order = .first
      options.search.architectureLearningRate = 6e-4
      options.search.warmStartEpochs = 15
      options.recipe.dropPath = 0.3
    case .cpu: options.search.warmStartEpochs = 3
    // A part of eight channels is two.
    case .quick:
      options.cells.network.channels = 16
      options.search.epochs = 3
      options.search.warmStartEpochs = 1
    case .hour:
      options.cells.network.channels = 32
      options.search.epochs = 12
      options.search.warmStartEpochs = 3
    }
    return options
  }
}

extension PCDARTS {
  /// The part of the channels that operations compute.
  package struct Parameters: CellMethodParameters {
    package var channelParts = 4

    package init() {}

    package static func entries<Options>(
      _ path: WritableKeyPath<Options, Self>
    ) -> [Hyperparameter<Options>] {
      [
        Hyperparameter(
          "channel-parts", path.appending(path: \.channelParts), in: 1...64,
          "operations compute one of so many parts of the channels, and the others pass by",
          source: PCDARTS.source)
      ]
    }
  }
}

/// A run of PC-DARTS.
package typealias PCDARTSRun = CellSearchRun<PCDARTS>
