package import Search
package import Training

/// Random search (Li and Talwalkar, 2019): of random networks, each trained for a short time, the best.
package enum RandomSearch: PathMethod {
  package static let method = "random-search"
  package static let title = "Random search"
  package static let source = Source.decision
  package static let strategy = SearchStrategy.random
  package static let sharesWeights = false

  package static func preset(_ preset: Preset) -> PathSearchOptions<RandomSearch> {
    var options = PathSearchOptions<RandomSearch>.trained(preset)
    // One generation: nothing follows from another.
    options.search.population *= options.search.generations
    options.search.generations = 1
    return options
  }
}

/// A run of random search.
package typealias RandomSearchRun = PathSearchRun<RandomSearch>
