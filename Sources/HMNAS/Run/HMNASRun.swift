internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
package import Tracking
package import Training

/// A whole run of HM-NAS over a run folder: search, masks, fine-tuning, and at the end the test set, once.
package struct HMNASRun: SearchRun {
  package typealias Options = HMNASOptions
  package static let method = "hm-nas"
  package static let title = "HM-NAS"
  package static func stage(_ key: String) -> StageName? {
    [.search, .mask, .tune, .control].first { $0.key == key }
  }

  package private(set) var setup: RunSetup
  private(set) var options: HMNASOptions
  var configuration: RunConfiguration { setup.configuration }
  var folder: RunFolder { setup.folder }
  var device: Device { setup.device }

  package init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError) {
    options = try HMNASOptions(recorded: configuration.options)
    setup = try RunSetup(configuration, options: options, context: context)
    try options.validate(for: setup.dataset)
    try options.network.computation.validate(on: setup.device)
  }

  /// The supernet's skeleton.
  var network: CellNetwork { options.skeleton(for: setup.dataset) }

  package func start(memoryLimit: Int? = nil) throws -> Summary {
    // The data come first: a run that cannot be fed leaves no folder behind.
    let images = try readImages()
    let memory = try options.memoryPlan(
      network, device: device, dataBytes: images.bytes, limit: memoryLimit)
    var run = self
    run.options.microBatchSize = memory.microBatchSize
    run.options.evaluationBatchSize = memory.evaluationBatchSize
    try run.setup.create(options: HMNASOptions.table.settings(of: run.options))
    for note in memory.notes { try setup.context.record(.note(note)) }
    return try run.run(images, StageSequence(first: .search, in: run.setup))
  }

  package static func largestPass(_ options: HMNASOptions) -> Int {
    MicroBatches.largestPart(
      of: max(options.search.batchSize, options.masking.batchSize, options.tuning.batchSize),
      size: options.microBatchSize)
  }

  package func evaluateSavedModel() throws -> Evaluation {
    try setup.evaluateSavedModel(
      batchSize: options.evaluationBatchSize, computation: options.network.computation,
      microBatchSize: options.microBatchSize)
  }

  package func resume() throws -> Summary {
    if let summary = try setup.finishedSummary() { return summary }
    let images = try readImages()
    return try run(images, StageSequence(resuming: .search, in: setup))
  }

  /// The images: alpha and beta are trained on those held out, masks and the final network on all.
  private func readImages() throws -> RunImages {
    let data = options.data
    let images = try RunImages(
      setup, count: data.trainingImages, validationFraction: data.validationFraction)
    for (key, size, indices) in [
      ("search-batch-size", options.search.batchSize, images.searchIndices),
      ("search-batch-size", options.search.batchSize, images.validationIndices),
      ("mask-batch-size", options.masking.batchSize, images.allIndices),
      ("tune-batch-size", options.tuning.batchSize, images.allIndices),
    ] {
      try RunImages.check(batchSize: size, key: key, among: indices)
    }
    return images
  }

  private func run(_ images: RunImages, _ start: StageSequence) throws -> Summary {
    try setup.configureLibtorch()
    var sequence = start
    let seed = setup.seed

    let search = SearchStage(
      network, options: options, images: images.training, training: images.searchIndices,
      validation: images.validationIndices, seed: seed, device: device)
    try sequence.run(search, then: .mask)
    let validation = try search.validate()

    let masking = MaskStage(
      search.supernet, architecture: search.architecture, store: search.store, options: options,
      images: images.training, indices: images.allIndices, seed: seed)
    try sequence.run(masking, then: .tune)
    let carving = masking.carve()
    try setup.write(.masked(carving.architecture), title: Self.title)

    func makeTuning(_ name: StageName, _ carving: Carving) throws -> FinalTrainingStage {
      try FinalTrainingStage(
        name, carving: carving, options: options, images: images.training,
        indices: images.allIndices, seed: seed, device: device)
    }
    let tuning = try makeTuning(.tune, carving)
    try sequence.run(tuning, then: options.randomMaskControl ? .control : .evaluate)

    var control: (carving: Carving, stage: FinalTrainingStage)?
    if options.randomMaskControl {
      let random = masking.carve(masking.masks.randomized(seed: seed.derived("random masks")))
      let stage = try makeTuning(.control, random)
      try sequence.run(stage, then: .evaluate)
      control = (random, stage)
    }

    try tuning.writeModel(to: folder, method: Self.method)
    return try report(
      validation: validation, carving: carving, tuning: tuning, control: control,
      seconds: sequence.seconds)
  }
}
