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
    .trained(preset)
  }
}

/// A run of random search.
package typealias RandomSearchRun = PathSearchRun<RandomSearch>
