internal import Search
public import Training

extension HMNASOptions: Hyperparameters {
  /// What a preset is for, in one line.
  public static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: few channels, stride-2 stem, part of the images"
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
      options.network.channels = 8
      options.network.stemStride = 2
      options.data.trainingImages = 18_000
      // In six passes over the images nothing is learned by heart that augmentation would have to prevent.
      options.data.cropPadding = 0
      options.search.order = .first
      options.search.epochs = 3
      options.search.warmStartEpochs = 1
      options.search.batchSize = 64
      options.search.architectureLearningRate = 2e-2
      options.masking.epochs = 1
      options.masking.batchSize = 64
      // So small a supernet, trained so briefly, has hardly an operation to spare: with the paper's threshold nothing
      // but weights would be pruned. It stays within the paper's range of [0, 1e-2]. The walk makes the way to it six
      // steps: with four, noise has switched off most operations before a gradient can tell which.
      options.masking.threshold = 8.5e-3
      options.masking.walk = 3e-3
      options.tuning.epochs = 3
      options.tuning.batchSize = 64
      options.tuning.learningRate = 0.05
      options.tuning.cutout = 0
      options.tuning.dropPath = 0
      options.tuning.auxiliaryWeight = 0
      options.randomMaskControl = false
    }
    return options
  }
}
