public import Architectures
internal import Datasets
internal import Foundation
internal import Torch
public import Tracking

/// A run that trains a known network from scratch, and at the end measures it on the test set, once.
///
/// A network that HM-NAS found has no masks on its weights then: its file tells of operations and edges alone, and all
/// of their weights are trained.
public struct TrainingRun: MethodRun {
  /// What it lets one choose.
  public typealias Options = TrainingOptions
  /// As in `config.json`.
  public static let method = "train"
  /// The name in prose.
  public static let title = "Training"
  /// The stage that a run begins with.
  public static let firstStage = StageName.train
  /// The stage that files call so.
  public static func stage(_ key: String) -> StageName? {
    [.train].first { $0.key == key }
  }
  /// Where the options say how many images pass through a network at once.
  public static var passes: Passes<TrainingOptions> {
    Passes(training: \.recipe.microBatchSize, evaluation: \.recipe.evaluationBatchSize)
  }
  /// Where the options say how the final network is trained.
  public static var recipe: WritableKeyPath<TrainingOptions, FinalTrainingOptions> { \.recipe }
  /// Images of the largest step of training.
  public static func largestBatch(_ options: TrainingOptions) -> Int { options.recipe.batchSize }

  /// What it has in common with other runs.
  public var setup: RunSetup
  /// The hyperparameters.
  public var options: TrainingOptions
  /// How the final network is computed.
  public var computation: Computation { options.computation }
  /// The network of a run that begins; one that goes on has it in its folder.
  private var given: Architecture?

  /// Checks options against the data and the device; nothing is read or written.
  public init(_ options: TrainingOptions, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    try options.computation.validate(on: setup.device)
  }

  /// Starts a new run in an empty folder, with the network built for the run's data set.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes
  /// one of the run's options.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - memoryLimit: Nil where nothing is known of the device's memory.
  ///   - notes: What people should know before it begins.
  /// - Returns: The result.
  /// - Throws: `Interrupted`, after saving; whatever ends the run.
  public func start(
    _ architecture: Architecture, memoryLimit: Int? = nil, notes: [String] = []
  ) throws -> Summary {
    let dataset = setup.dataset
    let network = architecture.adapted(to: dataset.imageShape, classes: dataset.classes)
    try network.check(
      options.recipe, precision: options.computation.precision, image: dataset.imageShape,
      classes: dataset.classes)
    var run = self
    run.given = network
    return try run.begin(
      memoryLimit: memoryLimit, training: (network, Self.title),
      notes: notes
        + (network == architecture
          ? [] : ["The network was found on other images; it is built for these"]))
  }

  private func network() throws -> Architecture { try given ?? setup.givenNetwork() }

  /// Those that are not held out.
  public func finalImages(_ images: RunImages) -> Int { images.searchIndices.count }

  /// Reads the training images and splits them.
  public func readImages() throws -> RunImages {
    // Without its network, the run has no use for them.
    _ = try network()
    let images = try RunImages(
      setup, count: options.trainingImages, validationFraction: options.validationFraction)
    try RunImages.check(
      batchSize: options.recipe.batchSize, key: "batch-size", among: images.searchIndices)
    return images
  }

  /// What the run needs of memory, the images included.
  public func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try MemoryPlan(
      training: network(), options.recipe, computation: options.computation,
      isValidated: options.validationFraction > 0, setup: setup, dataBytes: dataBytes, limit: limit)
  }

  /// The stages, from wherever the run is, and the report.
  public func run(_ images: RunImages, _ start: StageSequence) throws -> Summary {
    let architecture = try network()
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    let stage = FinalTrainingStage(
      .train, architecture, options: options.recipe, computation: options.computation,
      images: images, indices: images.searchIndices, validation: images.validationIndices,
      setup: setup)
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
