internal import Architectures
internal import Datasets
internal import Search
public import Tracking
public import Training

/// A whole run of ADWPNAS over a run folder: HyperNetwork, search, final training, and at the end the test set, once.
public struct ADWPNASRun: SearchRun {
  /// What it lets one choose.
  public typealias Options = ADWPNASOptions
  /// As in `config.json`.
  public static let method = "adwpnas"
  /// The name in prose.
  public static let title = "ADWPNAS"
  /// The stage that a run begins with.
  public static let firstStage = StageName.hyperNetwork
  /// The stage that files call so.
  public static func stage(_ key: String) -> StageName? {
    let number = key.split(separator: "-").last.flatMap { Int($0) }
    let numbered = number.map { [StageName.copy(lastDepth: $0), .control($0)] } ?? []
    return ([.hyperNetwork, .evolution, .random, .train] + numbered).first { $0.key == key }
  }
  /// Where the options say how many images pass through a network at once.
  public static var passes: Passes<ADWPNASOptions> {
    Passes(training: \.microBatchSize, evaluation: \.evaluation.batchSize)
  }
  /// Where the options say how the final network is trained.
  public static var recipe: WritableKeyPath<ADWPNASOptions, FinalTrainingOptions> { \.final }
  /// Images of the largest step of training.
  public static func largestBatch(_ options: ADWPNASOptions) -> Int {
    max(options.training.batchSize, options.final.batchSize)
  }
  /// Held-out images that tell networks apart.
  static let fewestHeldOutImages = 2

  /// What it has in common with other runs.
  public var setup: RunSetup
  /// The hyperparameters.
  public var options: ADWPNASOptions
  /// Whether a network is searched for: a run may end with its HyperNetwork.
  public var leavesNetwork: Bool { options.search.generations > 0 }

  /// Checks options against the data and the device; nothing is read or written.
  public init(_ options: ADWPNASOptions, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    try options.validate(for: setup.dataset)
  }

  /// What the run needs of memory, the images included.
  public func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try options.memoryPlan(setup.dataset, dataBytes: dataBytes, limit: limit)
  }

  /// Refuses a limit of latency that no network keeps to on this machine.
  public func checkMachine() throws { try options.checkLatency(of: setup) }

  /// What is a reconstruction.
  public var explanation: String? { reconstructions }

  /// The images: the HyperNetwork learns from those that are not held out, the final network from all.
  public func readImages() throws -> RunImages {
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

  /// The stages, from wherever the run is, and the report.
  public func run(_ images: RunImages, _ sequence: StageSequence) throws -> Summary {
    func run<Space: SearchSpace>(_ space: Space) throws -> Summary {
      try SpaceRun<Space.Network>(space: space, setup: setup, options: options, images: images)
        .run(sequence)
    }
    return try run(options.searchSpace)
  }
}
