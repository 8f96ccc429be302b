public import Training

/// The options of a search that ends with the training of what it found.
public protocol FinderOptions: Hyperparameters {
  /// Which images are learned from.
  var data: SearchData { get set }
  /// How the network that is found is trained.
  var recipe: FinalTrainingOptions { get set }
  /// The hyperparameters of the search alone.
  static var own: [Hyperparameter<Self>] { get }
}

extension FinderOptions {
  /// Those of the search, of the images, and of the final training.
  public static var table: HyperparameterTable<Self> {
    HyperparameterTable(
      own + FinalTrainingOptions.entries(\.recipe) + [
        .trainingImages(\.data.trainingImages),
        Hyperparameter(
          "validation-fraction", \.data.validationFraction, in: 0.01...0.9,
          "share of the images that candidates are compared on", source: .decision),
        .cropPadding(\.data.cropPadding, source: .decision),
        .flip(\.data.flip, source: .decision),
        .microBatchSize(\.recipe.microBatchSize),
        .evaluationBatchSize(\.recipe.evaluationBatchSize),
      ])
  }

  /// The values as they stand, whatever the preset.
  public static func preset(_ preset: Preset) -> Self { Self() }

  /// That there is but one set of values.
  public static func summary(of preset: Preset) -> String { "the same values for all presets" }
}
