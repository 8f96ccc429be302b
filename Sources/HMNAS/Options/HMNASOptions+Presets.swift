internal import Search
public import Training

extension HMNASOptions: Hyperparameters {
  /// Supernet and masks may learn from some of the images.
  public static var epochImages: [String: String] {
    ["search-epochs": "search-images", "mask-epochs": "search-images"]
  }

  /// What a preset is for, in one line.
  public static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: a chain of inverted residuals with at most 3M multiply-adds"
    case .hour: "an hour on two cores: a chain of inverted residuals with at most 4M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "the paper's values for CIFAR-10; needs a GPU"
    }
  }

  /// The values of a preset.
  public static func preset(_ preset: Preset) -> HMNASOptions {
    var options = HMNASOptions()
    switch preset {
    case .paper: break
    case .cpu:
      options.network.channels = 16
      options.search.order = .first
      options.search.epochs = 15
      options.search.warmStartEpochs = 2
      options.search.batchSize = 64
      // alpha and beta get fewer steps than in the paper, and must come as far.
      options.search.architectureLearningRate = 1e-3
      options.masking.epochs = 4
      options.masking.batchSize = 64
      options.tuning.epochs = 25
      options.tuning.dropPath = 0
      options.tuning.auxiliaryWeight = 0
    case .quick:
      // Stages of inverted residuals with 16, 32 and 64 channels, as one would write them by hand.
      options.network.space = .chain
      options.network.channels = 16
      options.network.nodes = 2
      options.network.reducingCells = .every
      options.network.headChannels = 128
      options.network.hasNormalizationWeights = true
      options.network.sharing = .perCell
      options.data.trainingImages = 50_000
      options.data.validationFraction = 0.06
      // In so few passes over the images nothing is learned by heart that augmentation would have to prevent.
      options.data.cropPadding = 0
      // The final network needs most of the time, so the search gets a little of it.
      options.searchImages = 6_000
      options.search.order = .first
      options.search.epochs = 2
      options.search.warmStartEpochs = 1
      options.search.batchSize = 64
      options.search.architectureLearningRate = 2e-2
      options.masking.epochs = 1
      options.masking.batchSize = 64
      // So near that short runs reach it, and within the paper's range of [0, 1e-2]. The walk makes the way to it six
      // steps: with four, noise has switched off most operations before a gradient can tell which.
      options.masking.threshold = 8.5e-3
      options.masking.walk = 3e-3
      // What is left of a node adds up to it as before, however little it is.
      options.masking.rule = .renormalised
      options.masking.scope = .none
      options.budget.maxMultiplyAdds = 3_000_000
      options.tuning.epochs = 12
      options.tuning.batchSize = 128
      options.tuning.learningRate = 0.2
      options.tuning.cutout = 0
      options.tuning.dropPath = 0
      options.tuning.auxiliaryWeight = 0
      options.randomMaskControl = false
    case .hour:
      options = Self.preset(.quick)
      // With three nodes a stage there are edges to choose.
      options.network.nodes = 3
      options.data.cropPadding = 2
      options.searchImages = 24_000
      options.search.epochs = 4
      options.masking.epochs = 2
      options.budget.maxMultiplyAdds = 4_000_000
      options.tuning.epochs = 120
    }
    return options
  }
}
