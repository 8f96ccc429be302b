/// Everything that training a known network from scratch lets one choose.
public struct TrainingOptions: Hyperparameters {
  /// How the network is trained.
  public var recipe = FinalTrainingOptions()
  /// How cells are computed.
  public var computation = Computation()
  /// 0 for all.
  public var trainingImages = 0
  /// 0 for none.
  public var validationFraction = 0.0
  /// What becomes of steps whose loss is not finite.
  public var onNaN = NonFinitePolicy.stop

  /// The recipe of DARTS, on all images.
  public init() {}

  /// Every hyperparameter: key, range, meaning, source.
  public static var table: HyperparameterTable<TrainingOptions> {
    typealias Entry = Hyperparameter<TrainingOptions>
    return HyperparameterTable(
      FinalTrainingOptions.entries(\.recipe) + [
        .cropPadding(\.recipe.cropPadding, source: .code("DARTS")),
        .flip(\.recipe.flip, source: .code("DARTS")),
        .trainingImages(\.trainingImages),
        Entry(
          "validation-fraction", \.validationFraction, in: 0...0.9,
          "share of them that is held out and measured after every epoch; 0 for none",
          source: .decision),
        .engine(\.computation.engine),
        .precision(\.computation.precision),
        .microBatchSize(\.recipe.microBatchSize),
        .evaluationBatchSize(\.recipe.evaluationBatchSize),
        .onNaN(\.onNaN),
      ])
  }

  /// What a preset is for, in one line.
  public static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: few epochs, part of the images"
    case .hour: "an hour on two cores, for compact networks of 2 to 5M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "DARTS's recipe for CIFAR-10: 600 epochs; needs a GPU"
    }
  }

  /// The values of a preset.
  public static func preset(_ preset: Preset) -> TrainingOptions {
    var options = TrainingOptions()
    switch preset {
    case .paper: break
    case .hour:
      options.trainingImages = 60_000
      options.recipe.epochs = 120
      options.recipe.batchSize = 128
      options.recipe.learningRate = 0.2
      options.recipe.cropPadding = 2
      options.recipe.cutout = 0
      options.recipe.dropPath = 0
      options.recipe.auxiliaryWeight = 0
    case .cpu:
      options.recipe.epochs = 30
      options.recipe.batchSize = 64
      options.recipe.dropPath = 0
      options.recipe.auxiliaryWeight = 0
    case .quick:
      options.trainingImages = 5_000
      options.recipe.epochs = 5
      options.recipe.batchSize = 64
      options.recipe.learningRate = 0.05
      options.recipe.cropPadding = 2
      options.recipe.cutout = 0
      options.recipe.dropPath = 0
      options.recipe.auxiliaryWeight = 0
    }
    return options
  }
}
