package import Search
package import Training

/// Regularised evolution (Real et al., 2019): one mutant at a time, of the best of some networks among the youngest,
/// each trained for a short time.
package enum RegularizedEvolution: PathMethod {
  package static let method = "regularized-evolution"
  package static let title = "Regularised evolution"
  package static let source = Source.paper("Real 4")
  package static let strategy = SearchStrategy.aging
  package static let sharesWeights = false

  package static func preset(_ preset: Preset) -> PathSearchOptions<RegularizedEvolution> {
    .trained(preset)
  }
}

/// A run of regularised evolution.
package typealias RegularizedEvolutionRun = PathSearchRun<RegularizedEvolution>
