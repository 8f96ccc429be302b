internal import Search
internal import Training

extension CellsSearchOptions {
  /// Makes cells, images and final training as small as a preset asks for; the search is the method's.
  mutating func shrink(to preset: Preset) {
    switch preset {
    case .paper: break
    case .cpu:
      cells.final.channels = 16
      cells.final.cells = 8
      recipe.epochs = 25
      recipe.dropPath = 0
      recipe.auxiliaryWeight = 0
    case .quick:
      data.trainingImages = 50_000
      data.cropPadding = 0
      data.validationFraction = 0.1
      cells.network.channels = 8
      cells.network.cells = 3
      cells.network.stemStride = 2
      cells.final.channels = 64
      cells.final.cells = 5
      cells.final.maxMultiplyAdds = 3_000_000
      // Most of the time is the final network's.
      recipe.epochs = 5
      recipe.batchSize = 128
      recipe.learningRate = 0.2
      recipe.cutout = 0
      recipe.dropPath = 0
      recipe.auxiliaryWeight = 0
    case .hour:
      shrink(to: .quick)
      data.cropPadding = 2
      cells.network.channels = 16
      cells.final.maxMultiplyAdds = 4_000_000
      recipe.epochs = 60
    }
  }
}

extension String {
  /// What presets are for whose values are about those of `CellsSearchOptions.shrink(to:)`.
  static func small(_ preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: a genotype in a network of at most 3M multiply-adds"
    case .hour: "an hour on two cores: a genotype in a network of at most 4M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "the values of the paper's code for CIFAR-10; needs a GPU"
    }
  }
}
