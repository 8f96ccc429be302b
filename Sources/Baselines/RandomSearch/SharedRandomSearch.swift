package import Search
package import Training

/// Random search with shared weights (Li and Talwalkar, 2019): of random paths, the best by the weights of a supernet
/// that learned random paths.
package enum SharedRandomSearch: PathMethod {
  package static let method = "random-shared"
  package static let title = "Random search with shared weights"
  package static let source = Source.decision
  package static let strategy = SearchStrategy.random
  package static let sharesWeights = true

  package static func preset(_ preset: Preset) -> PathSearchOptions<SharedRandomSearch> {
    var options = PathSearchOptions<SharedRandomSearch>.shared(preset)
    switch preset {
    case .paper, .cpu: break
    case .quick:
      options.search.generations = 4
      options.search.population = 12
    case .hour:
      options.search.generations = 10
      options.search.population = 24
    }
    return options
  }
}

/// A run of random search with shared weights.
package typealias SharedRandomSearchRun = PathSearchRun<SharedRandomSearch>
