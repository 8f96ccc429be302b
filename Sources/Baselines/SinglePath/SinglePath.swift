package import Search
package import Training

/// Single-path one-shot search (Guo et al., 2020): a supernet learns one random path in a step, and an evolution
/// compares paths by its weights.
package enum SinglePath: PathMethod {
  package static let method = "single-path"
  package static let title = "Single-path one-shot"
  package static let source = Source.paper("SPOS 4")
  package static let strategy = SearchStrategy.evolution
  package static let sharesWeights = true

  package static func preset(_ preset: Preset) -> PathSearchOptions<SinglePath> {
    var options = PathSearchOptions<SinglePath>.shared(preset)
    switch preset {
    case .paper, .cpu: break
    case .quick:
      options.search.generations = 4
      options.search.population = 12
      options.search.parents = 5
      options.search.mutants = 6
      options.search.crossovers = 6
    case .hour:
      options.search.generations = 10
      options.search.population = 24
      options.search.mutants = 12
      options.search.crossovers = 12
    }
    return options
  }
}

/// A run of single-path one-shot search.
package typealias SinglePathRun = PathSearchRun<SinglePath>
