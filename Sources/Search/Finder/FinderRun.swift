public import Architectures
public import Tracking
public import Training

/// A search that is all its own in how it finds a network: what is found is trained to its end and measured on the test
/// set, once.
///
/// Memory, data, checkpoints and the report follow. So a new method is its options and `find`.
public protocol FinderRun: SearchRun where Options: FinderOptions {
  /// The network that needs most memory of those that may be found.
  var largest: Architecture { get }
  /// Batch sizes of the search: none may be larger than what its stage learns from.
  func searchBatches(_ images: RunImages) -> [SearchBatch]
  /// Whether the network that is found learns from the held-out images too.
  static var trainsOnAll: Bool { get }

  /// Finds a network, built for the run's images.
  ///
  /// - Parameters:
  ///   - images: What is learned from, and what candidates are compared on.
  ///   - sequence: Runs the method's stages, from wherever the run is; after the last one comes the stage `train`.
  /// - Returns: What was found.
  /// - Throws: Whatever ends the run.
  func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork
}

/// A batch size of a search.
public struct SearchBatch {
  /// The option that has it.
  public let key: String
  /// Images of a step.
  public let size: Int
  /// The images that steps are made of.
  public let indices: [Int32]

  /// A batch size with its option and its images.
  public init(key: String, size: Int, indices: [Int32]) {
    (self.key, self.size, self.indices) = (key, size, indices)
  }
}

/// What a search found.
public struct FoundNetwork: Hashable, Sendable {
  /// The network.
  public let architecture: Architecture
  /// Its accuracy on held-out training images, in [0, 1], or that of what it was chosen from.
  public let accuracy: Double

  /// A network with its accuracy.
  public init(_ architecture: Architecture, accuracy: Double) {
    (self.architecture, self.accuracy) = (architecture, accuracy)
  }
}

extension FinderRun {
  /// None but that of the recipe.
  public func searchBatches(_ images: RunImages) -> [SearchBatch] { [] }

  /// No: it is measured on them after every epoch.
  public static var trainsOnAll: Bool { false }

  /// Those of the recipe.
  public static var passes: Passes<Options> {
    Passes(training: \.recipe.microBatchSize, evaluation: \.recipe.evaluationBatchSize)
  }

  /// The recipe of the options.
  public static var recipe: WritableKeyPath<Options, FinalTrainingOptions> { \.recipe }

  /// That of the recipe.
  public static func largestBatch(_ options: Options) -> Int { options.recipe.batchSize }

  /// As the method says.
  public func finalImages(_ images: RunImages) -> Int { finalIndices(images).count }

  private func finalIndices(_ images: RunImages) -> [Int32] {
    Self.trainsOnAll ? images.allIndices : images.searchIndices
  }

  /// Reads the training images and holds a share out, after a look at whether networks can be trained by the recipe.
  public func readImages() throws -> RunImages {
    try check(largest)
    let images = try RunImages(
      setup, count: options.data.trainingImages,
      validationFraction: options.data.validationFraction)
    try RunImages.check(
      batchSize: options.recipe.batchSize, key: "batch-size", among: finalIndices(images))
    guard !images.searchIndices.isEmpty else {
      throw ConfigurationError.invalid(
        key: "validation-fraction", value: "\(options.data.validationFraction)",
        expected: "less of \(images.allIndices.count) images, of which none is left to learn from")
    }
    for batch in searchBatches(images) {
      try RunImages.check(batchSize: batch.size, key: batch.key, among: batch.indices)
    }
    guard !images.validationIndices.isEmpty else {
      throw ConfigurationError.invalid(
        key: "validation-fraction", value: "\(options.data.validationFraction)",
        expected: "enough of \(images.allIndices.count) images to hold one out")
    }
    return images
  }

  /// What the training of the largest network needs, the images included.
  public func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try MemoryPlan(
      training: largest, options.recipe, isValidated: true, setup: setup, dataBytes: dataBytes,
      limit: limit)
  }

  /// The training of a network, a candidate or the one that was found, measured on the held-out images.
  ///
  /// - Parameters:
  ///   - name: As in metrics and checkpoints.
  ///   - network: Built for the run's images.
  ///   - epochs: Of the training; nil for those of the recipe, whatever the budget of the run.
  ///   - images: Those that are not held out are learned from.
  /// - Returns: The stage as new.
  /// - Throws: `ConfigurationError` for an auxiliary classifier or drop path that the network has no place for.
  public func training(
    _ name: StageName, of network: Architecture, epochs: Int? = nil, on images: RunImages
  ) throws(ConfigurationError) -> FinalTrainingStage {
    try training(
      name, of: network, recipe: options.recipe.fixed(epochs: epochs ?? options.recipe.epochs),
      on: images)
  }

  private func training(
    _ name: StageName, of network: Architecture, recipe: FinalTrainingOptions, onAll: Bool = false,
    on images: RunImages
  ) throws(ConfigurationError) -> FinalTrainingStage {
    try check(network)
    let recipe = recipe.with(
      cropPadding: options.data.cropPadding, flip: options.data.flip,
      microBatchSize: options.recipe.microBatchSize)
    return FinalTrainingStage(
      name, network, options: recipe, images: images,
      indices: onAll ? images.allIndices : images.searchIndices,
      validation: onAll ? [] : images.validationIndices, setup: setup)
  }

  private func check(_ network: Architecture) throws(ConfigurationError) {
    try network.check(
      options.recipe, precision: computation.precision, image: setup.dataset.imageShape,
      classes: setup.dataset.classes)
  }

  /// Finds a network, trains it to its end and measures it.
  public func run(_ images: RunImages, _ start: StageSequence) throws -> Summary {
    var sequence = start
    let found = try find(images, &sequence)
    try setup.write(found.architecture, title: Self.title)
    let final = try training(
      .train, of: found.architecture, recipe: options.recipe, onAll: Self.trainsOnAll, on: images)
    try sequence.run(final, then: .evaluate)
    try final.writeModel(to: setup.folder, method: Self.method)
    if let note = final.statisticsNote { try setup.context.record(.note(note)) }
    return try setup.report(
      // Where it has learned from these images since, their accuracy says nothing of it.
      of: Self.self, validation: Self.trainsOnAll ? nil : found.accuracy, seconds: sequence.seconds,
      batchSize: options.recipe.evaluationBatchSize
    ) { test in
      let cost = found.architecture.cost(
        image: setup.dataset.imageShape, classes: setup.dataset.classes)
      let result = try final.result("trained", cost: cost, on: test)
      return (result, [result])
    }
  }
}
