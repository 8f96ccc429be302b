internal import Architectures
internal import Datasets
package import Search
package import Tracking
package import Training

/// A whole run of ADWPNAS over a run folder: HyperNetwork, search, final training, and at the end the test set, once.
package struct ADWPNASRun: SearchRun {
  package typealias Options = ADWPNASOptions
  package static let method = "adwpnas"
  package static let title = "ADWPNAS"
  package static let firstStage = StageName.hyperNetwork
  package static func stage(_ key: String) -> StageName? {
    let number = key.split(separator: "-").last.flatMap { Int($0) }
    let numbered = number.map { [StageName.copy(lastDepth: $0), .control($0)] } ?? []
    return ([.hyperNetwork, .evolution, .random, .train] + numbered).first { $0.key == key }
  }
  package static var passes: Passes<ADWPNASOptions> {
    Passes(training: \.microBatchSize, evaluation: \.evaluation.batchSize)
  }
  package static func largestBatch(_ options: ADWPNASOptions) -> Int {
    max(options.training.batchSize, options.final.batchSize)
  }
  /// Held-out images that tell networks apart.
  static let fewestHeldOutImages = 2

  package var setup: RunSetup
  package var options: ADWPNASOptions
  package var leavesNetwork: Bool { options.search.generations > 0 }

  package init(_ options: ADWPNASOptions, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    try options.validate(for: setup.dataset)
  }

  package func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try options.memoryPlan(setup.dataset, dataBytes: dataBytes, limit: limit)
  }

  package func checkMachine() throws { try options.checkLatency(of: setup) }

  package func describe() throws { try writeReconstructions() }

  /// The images: the HyperNetwork learns from those that are not held out, the final network from all.
  package func readImages() throws -> RunImages {
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

  package func run(_ images: RunImages, _ sequence: StageSequence) throws -> Summary {
    func run<Network: SearchableNetwork>(_: Network.Type) throws -> Summary {
      try SpaceRun<Network>(setup: setup, options: options, images: images).run(sequence)
    }
    return try run(options.space.network)
  }
}
