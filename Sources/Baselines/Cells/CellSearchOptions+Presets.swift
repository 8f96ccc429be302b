internal import Search
package import Training

extension CellSearchOptions {
  /// Presets that a method may take as they are: those of DARTS, made smaller.
  package static func small(_ preset: Preset) -> Self {
    var options = Self()
    switch preset {
    case .paper: break
    case .cpu:
      options.search.order = .first
      options.search.epochs = 10
      options.final.channels = 16
      options.final.cells = 8
      options.recipe.epochs = 25
      options.recipe.dropPath = 0
      options.recipe.auxiliaryWeight = 0
    case .quick:
      options.data.trainingImages = 50_000
      options.data.cropPadding = 0
      options.data.validationFraction = 0.1
      options.network.channels = 8
      options.network.cells = 3
      options.network.stemStride = 2
      // Most of the time is the final network's.
      options.searchImages = 5_000
      options.search.order = .first
      options.search.epochs = 2
      options.search.architectureLearningRate = 1e-2
      options.final.channels = 64
      options.final.cells = 5
      options.final.maxMultiplyAdds = 3_000_000
      options.recipe.epochs = 5
      options.recipe.batchSize = 128
      options.recipe.learningRate = 0.2
      options.recipe.cutout = 0
      options.recipe.dropPath = 0
      options.recipe.auxiliaryWeight = 0
    case .hour:
      options = .small(.quick)
      options.data.cropPadding = 2
      options.network.channels = 16
      options.searchImages = 20_000
      options.search.epochs = 8
      options.search.architectureLearningRate = 3e-3
      options.final.maxMultiplyAdds = 4_000_000
      options.recipe.epochs = 60
    }
    return options
  }
}

extension String {
  /// What presets are for whose values are about those of `CellSearchOptions.small`.
  static func small(_ preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: a genotype in a network of at most 3M multiply-adds"
    case .hour: "an hour on two cores: a genotype in a network of at most 4M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "the values of the paper's code for CIFAR-10; needs a GPU"
    }
  }
}
