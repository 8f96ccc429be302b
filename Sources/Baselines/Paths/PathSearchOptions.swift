internal import Architectures
package import Search
package import Training

/// What a search that compares paths lets one choose.
package struct PathSearchOptions<Method: PathMethod>: CellsSearchOptions {
  package var cells = CellsOptions()
  package var data = SearchData(validationFraction: 0.1)
  /// Training images that the supernet learns from, held-out ones not counted; 0 for all.
  package var searchImages = 0
  /// Held-out images that candidates are compared on; 0 for all.
  package var heldOutImages = 0
  /// Of the supernet's weights.
  package var weights = BilevelOptions()
  package var search = SearchOptions()
  /// Of the training of each candidate, where there is no supernet.
  package var candidateEpochs = 1
  /// Of these, images; 0 for all that are not held out.
  package var candidateImages = 0
  package var recipe = FinalTrainingOptions()

  /// The supernet's rates are those of DARTS.
  package init() {
    weights.batchSize = 64
    weights.learningRate = 0.025
    weights.finalLearningRate = 0.001
  }

  /// The method's own.
  package static func preset(_ preset: Preset) -> Self { Method.preset(preset) }

  /// How much time there is.
  package static func summary(of preset: Preset) -> String {
    preset == .paper
      ? "the paper's numbers of candidates, on the cells of DARTS; needs a GPU" : .small(preset)
  }

  /// Of the search and of the final training.
  package static var epochKeys: [String] {
    Method.sharesWeights ? ["search-epochs", "epochs"] : ["candidate-epochs", "epochs"]
  }
  /// Of the search and of the final training.
  package static var batchKeys: [String] {
    Method.sharesWeights ? ["search-batch-size", "batch-size"] : ["batch-size"]
  }
  /// A supernet may learn from some of the images.
  package static var epochImages: [String: String] {
    Method.sharesWeights
      ? ["search-epochs": "search-images"] : ["candidate-epochs": "candidate-images"]
  }

  /// What there are fewer of where there are few images.
  package static var sampleKeys: [String] { ["held-out-images"] }

  /// Supernet, search and the size of what is built; see `FinderOptions` for the rest.
  package static var own: [Hyperparameter<Self>] {
    CellsOptions.entries(
      \Self.cells, source: .code("DARTS"), hasSupernet: Method.sharesWeights)
      + (Method.sharesWeights ? supernetEntries : candidateEntries) + searchEntries
  }

  private static var supernetEntries: [Hyperparameter<Self>] {
    let keys = [
      "epochs", "batch-size", "learning-rate", "final-learning-rate", "momentum", "weight-decay",
      "gradient-clip",
    ]
    return BilevelOptions.entries(\Self.weights)
      .filter { entry in keys.contains { entry.key == "search-\($0)" } }
      .map { $0.from($0.key == "search-epochs" ? Method.source : .code("DARTS")) }
      + [.searchImages(\.searchImages)]
  }

  private static var candidateEntries: [Hyperparameter<Self>] {
    [
      Hyperparameter(
        "candidate-epochs", \.candidateEpochs, in: 1...100_000,
        "epochs of the training by which a candidate is measured", source: .decision),
      Hyperparameter(
        "candidate-images", \.candidateImages, in: 0...1_000_000_000,
        "images that a candidate learns from; 0 for all that are not held out", source: .decision),
    ]
  }

  /// Of random search, how many are drawn.
  private static var searchEntries: [Hyperparameter<Self>] {
    let keys: [String]
    switch Method.strategy {
    case .evolution: keys = ["parents", "mutants", "crossovers", "mutation-probability"]
    case .aging: keys = ["parents"]
    case .random: keys = []
    }
    return [
      Hyperparameter(
        "generations", \.search.generations, in: 1...100_000,
        Method.strategy == .random
          ? "of random candidates; a checkpoint follows each"
          : "of candidates, the random one included; a checkpoint follows each",
        source: Method.source),
      Hyperparameter(
        "held-out-images", \.heldOutImages, in: 0...1_000_000_000,
        "held-out images that candidates are compared on; 0 for all", source: .decision),
    ] + entriesOfStrategy(keys + ["population", "candidate-tries"])
  }

  private static func entriesOfStrategy(_ keys: [String]) -> [Hyperparameter<Self>] {
    SearchOptions.entries(\Self.search, source: Method.source)
      .filter { keys.contains($0.key) }
      .map { entry in
        if entry.key == "candidate-tries" { return entry.from(.decision) }
        guard entry.key == "parents", Method.strategy == .aging else { return entry }
        return entry.from(
          Method.source, help: "networks drawn from the youngest, whose best reproduces")
      }
  }
}
