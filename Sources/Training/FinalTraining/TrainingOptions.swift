/// Everything that training a known network from scratch lets one choose.
package struct TrainingOptions: Hyperparameters {
  package var recipe = FinalTrainingOptions()
  package var computation = Computation()
  /// 0 for all.
  package var trainingImages = 0
  /// 0 for none.
  package var validationFraction = 0.0
  package var onNaN = NonFinitePolicy.stop

  /// The recipe of DARTS, on all images.
  package init() {}

  package static var table: HyperparameterTable<TrainingOptions> {
    typealias Entry = Hyperparameter<TrainingOptions>
    return HyperparameterTable(
      FinalTrainingOptions.entries(\.recipe) + [
        Entry(
          "crop-padding", \.recipe.cropPadding, in: 0...64,
          "pixels around an image before a random crop", source: .code("DARTS")),
        Entry("flip", \.recipe.flip, "mirror half of the images", source: .code("DARTS")),
        Entry(
          "training-images", \.trainingImages, in: 0...100_000_000,
          "images used of the training set; 0 for all", source: .decision),
        Entry(
          "validation-fraction", \.validationFraction, in: 0...0.9,
          "share of them that is held out and measured after every epoch; 0 for none",
          source: .decision),
        Entry(
          "engine", \.computation.engine,
          "what computes cells: libtorch's operators or our kernels (CPU only); other networks have no cells",
          source: .decision),
        Entry(
          "precision", \.computation.precision,
          "how our kernels keep results of cells for the backward pass: bf16 takes half the memory",
          source: .decision),
        Entry(
          "micro-batch-size", \.recipe.microBatchSize, in: 0...1_000_000,
          "most images per forward-backward pass, whose gradients are added up: less memory; 0 for the whole batch; batch normalisation then sees micro-batches",
          source: .decision, mayChange: true),
        .evaluationBatchSize(\.recipe.evaluationBatchSize),
        .onNaN(\.onNaN),
      ])
  }

  package static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: few epochs, part of the images"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "DARTS's recipe for CIFAR-10: 600 epochs; needs a GPU"
    }
  }

  package static func preset(_ preset: Preset) -> TrainingOptions {
    var options = TrainingOptions()
    switch preset {
    case .paper: break
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
