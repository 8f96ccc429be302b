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
  package static func stage(_ key: String) -> StageName? {
    [.train].first { $0.key == key }
  }

  package private(set) var setup: RunSetup
  private var options: TrainingOptions
  private var configuration: RunConfiguration { setup.configuration }

  package init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError) {
    options = try TrainingOptions(recorded: configuration.options)
    setup = try RunSetup(configuration, options: options, context: context)
    try options.computation.validate(on: setup.device)
  }

  /// Starts a new run in an empty folder, with the network built for the run's data set.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes one
  /// of the run's options.
  package func start(_ architecture: Architecture, memoryLimit: Int? = nil) throws -> Summary {
    let dataset = setup.dataset
    let network = architecture.adapted(to: dataset.imageShape, classes: dataset.classes)
    try check(network)
    // The data come first: a run that cannot be fed leaves no folder behind.
    let images = try readImages()
    let memory = try memoryPlan(network, dataBytes: images.bytes, limit: memoryLimit)
    var run = self
    run.options.recipe.microBatchSize = memory.microBatchSize
    run.options.recipe.evaluationBatchSize = memory.evaluationBatchSize
    try run.setup.create(
      options: TrainingOptions.table.settings(of: run.options), training: (network, Self.title))
    var notes = memory.notes
    if network != architecture {
      notes.insert("The network was found on other images; it is built for these", at: 0)
    }
    for note in notes { try setup.context.record(.note(note)) }
    return try run.run(network, images, StageSequence(first: .train, in: run.setup))
  }

  package func resume() throws -> Summary {
    if let summary = try setup.finishedSummary() { return summary }
    let network = try setup.givenNetwork()
    let images = try readImages()
    return try run(network, images, StageSequence(resuming: .train, in: setup))
  }

  package static func largestPass(_ options: TrainingOptions) -> Int {
    MicroBatches.largestPart(of: options.recipe.batchSize, size: options.recipe.microBatchSize)
  }

  package func evaluateSavedModel() throws -> Evaluation {
    try setup.evaluateSavedModel(
      batchSize: options.recipe.evaluationBatchSize, computation: options.computation,
      microBatchSize: options.recipe.microBatchSize)
  }

  private func check(_ network: Architecture) throws(ConfigurationError) {
    try AuxiliaryHead.validate(
      weight: options.recipe.auxiliaryWeight,
      features: network.auxiliaryFeatures(
        image: setup.dataset.imageShape, classes: setup.dataset.classes),
      advice: ", larger images or a network that reduces them less")
    guard options.computation.precision == .float32 || network.isOfCells else {
      throw .combination(
        "precision is bf16, but only cells can be computed so, expected float32 for this network")
    }
  }

  private func readImages() throws -> RunImages {
    let images = try RunImages(
      setup, count: options.trainingImages, validationFraction: options.validationFraction)
    try RunImages.check(
      batchSize: options.recipe.batchSize, key: "batch-size", among: images.searchIndices)
    return images
  }

  private func memoryPlan(
    _ network: Architecture, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) -> MemoryPlan {
    let recipe = options.recipe
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

  private func run(
    _ architecture: Architecture, _ images: RunImages, _ start: StageSequence
  ) throws -> Summary {
    try setup.configureLibtorch()
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
    try setup.context.record(.note("Evaluating on the test set"))
    let began = now()
    let result = try stage.result(
      "training", cost: architecture.cost(image: image, classes: classes),
      on: try setup.testSet(
        batchSize: architecture.evaluationBatchSize(
          options.recipe.evaluationBatchSize, options.computation,
          microBatchSize: options.recipe.microBatchSize, on: setup.device)))
    var seconds = sequence.seconds
    seconds[StageName.evaluate.key] = now() - began
    seconds[StageName.total.key] = seconds.values.reduce(0, +)
    let summary = Summary(
      method: Self.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: validation, final: result, stages: [result],
      structure: [], device: configuration.device, libtorch: configuration.libtorch,
      commit: configuration.commit, seconds: seconds)
    try setup.write(summary, title: Self.title)
    return summary
  }
}
