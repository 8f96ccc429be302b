internal import Search
package import Training

extension PathSearchOptions {
  /// Presets of searches by the weights of a supernet; those of the evolution are the paper's.
  package static func shared(_ preset: Preset) -> Self {
    var options = Self()
    options.shrink(to: preset)
    switch preset {
    case .paper: options.weights.epochs = 120
    case .cpu: options.weights.epochs = 40
    case .quick:
      options.heldOutImages = 2_000
      options.searchImages = 10_000
      options.weights.epochs = 4
    case .hour:
      options.searchImages = 20_000
      options.weights.epochs = 30
    }
    return options
  }

  /// Presets of searches that train every candidate: a population of 100, of which 25 are drawn for a parent, in Real et
  /// al.
  package static func trained(_ preset: Preset) -> Self {
    var options = Self()
    options.shrink(to: preset)
    options.search.parents = 25
    switch preset {
    case .paper:
      options.search.population = 100
      options.search.generations = 200
      options.candidateEpochs = 25
    case .cpu:
      options.search.population = 20
      options.search.generations = 5
      options.search.parents = 5
    case .quick:
      options.heldOutImages = 2_000
      options.search.population = 5
      options.search.generations = 3
      options.search.parents = 3
      options.candidateImages = 5_000
    case .hour:
      options.search.population = 10
      options.search.generations = 6
      options.search.parents = 4
      options.candidateImages = 10_000
    }
    return options
  }
}
