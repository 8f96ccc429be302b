package import Architectures
package import Search
internal import Torch
package import Training

/// GDAS (Dong and Yang, 2019): every step computes one operation of each edge, drawn by the softmax of alpha, and learns
/// alpha through the Gumbel softmax.
///
/// [D] Momentum is that of DARTS; the authors' code has Nesterov's.
package enum GDAS: CellMethod {
  package static let method = "gdas"
  package static let title = "GDAS"
  package static let source = Source.code("GDAS")
  package static let weightsEdges = false

  /// Softmax of alpha over the operations.
  package static func importances(
    _ architecture: ArchitectureParameters, _ topology: CellTopology
  ) -> [CellMixing] {
    architecture.mixing(topology)
  }

  /// One operation of each edge, the same in all cells of a kind: drawn in a step, the likeliest in an evaluation.
  package static func mixing(
    _ architecture: ArchitectureParameters, _ topology: CellTopology, _ parameters: Parameters,
    _ moment: SearchMoment
  ) throws -> [CellMixing] {
    let temperature =
      parameters.initialTemperature
      + (parameters.finalTemperature - parameters.initialTemperature) * moment.progress
    return architecture.perCell(
      try architecture.alpha.enumerated().map { index, alpha in
        let sample = try GumbelSample(
          alpha, temperature: temperature, seed: moment.seed?.derived("gumbel", index))
        return CellMixing(
          operations: sample.weights,
          edges: .ones([topology.edgeCount], device: alpha.device), computed: sample.drawn)
      })
  }

  package static func summary(of preset: Preset) -> String { .small(preset) }

  package static func preset(_ preset: Preset) -> CellSearchOptions<GDAS> {
    var options = CellSearchOptions<GDAS>.small(preset)
    options.search.order = .first
    options.search.weightDecay = 5e-4
    switch preset {
    case .paper:
      options.search.epochs = 250
      options.search.batchSize = 256
    case .cpu: options.search.epochs = 50
    // A step costs a fraction of that of DARTS.
    case .quick: options.search.epochs = 6
    case .hour: options.search.epochs = 30
    }
    return options
  }
}

extension GDAS {
  /// The temperature of the Gumbel softmax, which falls in a line over the steps.
  package struct Parameters: CellMethodParameters {
    package var initialTemperature = 10.0
    package var finalTemperature = 0.1

    package init() {}

    package static func entries<Options>(
      _ path: WritableKeyPath<Options, Self>
    ) -> [Hyperparameter<Options>] {
      [
        Hyperparameter(
          "initial-temperature", path.appending(path: \.initialTemperature), in: 0.001...1000,
          "of the Gumbel softmax at the start", source: GDAS.source),
        Hyperparameter(
          "final-temperature", path.appending(path: \.finalTemperature), in: 0.001...1000,
          "of the Gumbel softmax at the end", source: GDAS.source),
      ]
    }
  }
}

/// A run of GDAS.
package typealias GDASRun = CellSearchRun<GDAS>
