internal import Architectures
internal import Datasets
package import Tracking
package import Training

/// A whole run of ADWPNAS over a run folder: HyperNetwork, search, final training, and at the end the test set, once.
package struct ADWPNASRun: SearchRun {
  package typealias Options = ADWPNASOptions
  package static let method = "adwpnas"
  package static let title = "ADWPNAS"
  package static func stage(_ key: String) -> StageName? {
    let number = key.split(separator: "-").last.flatMap { Int($0) }
    let numbered = number.map { [StageName.copy(lastDepth: $0), .control($0)] } ?? []
    return ([.hyperNetwork, .evolution, .random, .train] + numbered).first { $0.key == key }
  }
  /// Held-out images that tell networks apart.
  static let fewestHeldOutImages = 2

  package private(set) var setup: RunSetup
  private(set) var options: ADWPNASOptions

  package init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError) {
    options = try ADWPNASOptions(recorded: configuration.options)
    setup = try RunSetup(configuration, options: options, context: context)
    try options.validate(for: setup.dataset)
  }

  package func start(memoryLimit: Int?) throws -> Summary {
    // The data come first: a run that cannot be fed leaves no folder behind.
    let images = try readImages()
    let memory = try options.memoryPlan(
      setup.dataset, dataBytes: images.bytes, limit: memoryLimit)
    try options.checkLatency(of: setup)
    var run = self
    run.options.microBatchSize = memory.microBatchSize
    run.options.evaluation.batchSize = memory.evaluationBatchSize
    try run.setup.create(options: ADWPNASOptions.table.settings(of: run.options))
    for note in memory.notes { try setup.context.record(.note(note)) }
    try run.writeReconstructions()
    return try run.run(images, StageSequence(first: .hyperNetwork, in: run.setup))
  }

  package func resume() throws -> Summary {
    if let summary = try setup.finishedSummary(hasModel: options.search.generations > 0) {
      return summary
    }
    let images = try readImages()
    try writeReconstructions()
    return try run(images, StageSequence(resuming: .hyperNetwork, in: setup))
  }

  package static func largestPass(_ options: ADWPNASOptions) -> Int {
    MicroBatches.largestPart(
      of: max(options.training.batchSize, options.final.batchSize), size: options.microBatchSize)
  }

  package func evaluateSavedModel() throws -> Evaluation {
    try setup.evaluateSavedModel(
      batchSize: options.evaluation.batchSize, computation: Computation(),
      microBatchSize: options.microBatchSize)
  }

  /// The images: the HyperNetwork learns from those that are not held out, the final network from all.
  func readImages() throws -> RunImages {
    let images = try RunImages(
      setup, count: options.data.trainingImages,
      validationFraction: options.data.validationFraction)
    for (key, size, indices) in [
      ("hypernetwork-batch-size", options.training.batchSize, images.searchIndices),
      ("recalibration-batch-size", options.evaluation.recalibrationBatchSize, images.searchIndices),
      ("held-out-images", options.evaluation.heldOutImages, images.validationIndices),
      ("train-batch-size", options.final.batchSize, images.allIndices),
    ] {
      try RunImages.check(batchSize: size, key: key, among: indices)
    }
    // One image or none ranks nothing: loss and accuracy of all networks would tie or mean nothing.
    let heldOut = options.evaluation.heldOutImages
    let used = heldOut == 0 ? images.validationIndices.count : heldOut
    guard used >= Self.fewestHeldOutImages else {
      throw ConfigurationError.combination(
        "networks would be ranked on \(used) held-out images, expected at least "
          + "\(Self.fewestHeldOutImages): raise validation-fraction, training-images or held-out-images"
      )
    }
    return images
  }

  private func run(_ images: RunImages, _ sequence: StageSequence) throws -> Summary {
    try setup.configureLibtorch()
    return switch options.space {
    case .adwpMacro:
      try SpaceRun<ADWPNetwork>(setup: setup, options: options, images: images).run(sequence)
    case .nasBenchMacro:
      try SpaceRun<NASBenchMacroNetwork>(setup: setup, options: options, images: images)
        .run(sequence)
    }
  }
}
