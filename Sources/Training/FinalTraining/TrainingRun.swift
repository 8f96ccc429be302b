package import Architectures
internal import Datasets
internal import Foundation
internal import Torch
package import Tracking

/// A run that trains a known network from scratch, and at the end measures it on the test set, once.
///
/// A network that HM-NAS found has no masks on its weights then: its file tells of operations and edges alone, and all of
/// their weights are trained.
package struct TrainingRun: MethodRun {
  package typealias Options = TrainingOptions
  package static let method = "train"
  package static let title = "Training"
  package static let firstStage = StageName.train
  package static func stage(_ key: String) -> StageName? {
    [.train].first { $0.key == key }
  }
  package static var passes: Passes<TrainingOptions> {
    Passes(training: \.recipe.microBatchSize, evaluation: \.recipe.evaluationBatchSize)
  }
  package static func largestBatch(_ options: TrainingOptions) -> Int { options.recipe.batchSize }

  package var setup: RunSetup
  package var options: TrainingOptions
  package var computation: Computation { options.computation }
  /// The network of a run that begins; one that goes on has it in its folder.
  private var given: Architecture?

  package init(_ options: TrainingOptions, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    try options.computation.validate(on: setup.device)
  }

  /// Starts a new run in an empty folder, with the network built for the run's data set.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes one
  /// of the run's options.
  package func start(_ architecture: Architecture, memoryLimit: Int? = nil) throws -> Summary {
    let dataset = setup.dataset
    let network = architecture.adapted(to: dataset.imageShape, classes: dataset.classes)
    try network.check(
      options.recipe, precision: options.computation.precision, image: dataset.imageShape,
      classes: dataset.classes)
    var run = self
    run.given = network
    return try run.begin(
      memoryLimit: memoryLimit, training: (network, Self.title),
      notes: network == architecture
        ? [] : ["The network was found on other images; it is built for these"])
  }

  private func network() throws -> Architecture { try given ?? setup.givenNetwork() }

  package func readImages() throws -> RunImages {
    // Without its network, the run has no use for them.
    _ = try network()
    let images = try RunImages(
      setup, count: options.trainingImages, validationFraction: options.validationFraction)
    try RunImages.check(
      batchSize: options.recipe.batchSize, key: "batch-size", among: images.searchIndices)
    return images
  }

  package func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    let (network, recipe) = (try network(), options.recipe)
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    let model = options.computation.memoryModel(on: setup.device)
    return try MemoryPlan(
      batchSize: recipe.batchSize, microBatchSize: recipe.microBatchSize,
      evaluationBatchSize: options.recipe.evaluationBatchSize, limit: limit,
      training: { size in
        dataBytes
          + network.trainingMemory(
            image: image, classes: classes,
            batchSize: MicroBatches.largestPart(of: recipe.batchSize, size: size), model: model)
      },
      evaluation: { size in
        dataBytes
          + network.evaluationMemory(
            image: image, classes: classes,
            batchSize: options.validationFraction > 0
              ? size
              : network.evaluationBatchSize(
                size, options.computation, microBatchSize: recipe.microBatchSize, on: setup.device),
            model: model)
      })
  }

  package func run(_ images: RunImages, _ start: StageSequence) throws -> Summary {
    let architecture = try network()
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    let store = ParameterStore(
      device: setup.device, generator: Generator(seed: setup.seed.derived("initial weights").value))
    let network = architecture.classifier(
      image: image, classes: classes, auxiliary: options.recipe.auxiliaryWeight > 0,
      computation: options.computation, in: store.root)
    let stage = FinalTrainingStage(
      .train, network: network, store: store, options: options.recipe,
      images: images.training, indices: images.searchIndices,
      validation: images.validationIndices, seed: setup.seed)
    var sequence = start
    try sequence.run(stage, then: .evaluate)
    try stage.writeModel(to: setup.folder, method: Self.method)

    let validation = images.validationIndices.isEmpty ? nil : try stage.validate().accuracy
    if let note = stage.statisticsNote { try setup.context.record(.note(note)) }
    return try setup.report(
      of: Self.self, validation: validation, seconds: sequence.seconds,
      batchSize: architecture.evaluationBatchSize(
        options.recipe.evaluationBatchSize, options.computation,
        microBatchSize: options.recipe.microBatchSize, on: setup.device)
    ) { test in
      let result = try stage.result(
        "training", cost: architecture.cost(image: image, classes: classes), on: test)
      return (result, [result])
    }
  }
}
