internal import Architectures
internal import Datasets
internal import Foundation
internal import Search
internal import Torch
public import Tracking
public import Training

/// A whole run of HM-NAS over a run folder: search, masks, fine-tuning, and at the end the test set, once.
public struct HMNASRun: SearchRun {
  /// What it lets one choose.
  public typealias Options = HMNASOptions
  /// As in `config.json`.
  public static let method = "hm-nas"
  /// The name in prose.
  public static let title = "HM-NAS"
  /// The stage that a run begins with.
  public static let firstStage = StageName.search
  /// The stage that files call so.
  public static func stage(_ key: String) -> StageName? {
    ([.search, .mask, .tune] + MaskControl.allCases.map(\.stage)).first { $0.key == key }
  }
  /// Where the options say how many images pass through a network at once.
  public static var passes: Passes<HMNASOptions> {
    Passes(training: \.microBatchSize, evaluation: \.evaluationBatchSize)
  }
  /// Where the options say how the final network is trained.
  public static var recipe: WritableKeyPath<HMNASOptions, FinalTrainingOptions> { \.tuning }
  /// Images of the largest step of training.
  public static func largestBatch(_ options: HMNASOptions) -> Int {
    max(options.search.batchSize, options.masking.batchSize, options.tuning.batchSize)
  }

  /// What it has in common with other runs.
  public var setup: RunSetup
  /// The hyperparameters.
  public var options: HMNASOptions
  /// How the final network is computed.
  public var computation: Computation { options.network.computation }

  /// Checks options against the data and the device; nothing is read or written.
  public init(_ options: HMNASOptions, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    try options.validate(for: setup.dataset)
    try options.network.computation.validate(on: setup.device)
  }

  /// The supernet's skeleton.
  var network: CellNetwork { options.skeleton(for: setup.dataset) }

  /// What the run needs of memory, the images included.
  public func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try options.memoryPlan(network, device: setup.device, dataBytes: dataBytes, limit: limit)
  }

  /// Refuses a limit of latency that no network keeps to on this machine.
  public func checkMachine() throws { try options.checkLatency(of: network, on: setup.device) }

  /// The images: alpha and beta are trained on those held out, masks and the final network on all.
  public func readImages() throws -> RunImages {
    let data = options.data
    let images = try RunImages(
      setup, count: data.trainingImages, validationFraction: data.validationFraction)
    for (key, size, indices) in [
      ("search-batch-size", options.search.batchSize, searched(images.searchIndices)),
      ("search-batch-size", options.search.batchSize, images.validationIndices),
      ("mask-batch-size", options.masking.batchSize, searched(images.allIndices)),
      ("tune-batch-size", options.tuning.batchSize, images.allIndices),
    ] {
      try RunImages.check(batchSize: size, key: key, among: indices)
    }
    return images
  }

  /// The images of a part that stages 1 and 2 learn from.
  private func searched(_ indices: [Int32]) -> [Int32] {
    indices.searched(options.searchImages, seed: setup.seed)
  }

  /// The stages, from wherever the run is, and the report.
  public func run(_ images: RunImages, _ start: StageSequence) throws -> Summary {
    var sequence = start
    let (seed, device) = (setup.seed, setup.device)

    let search = options.searchStage(
      network, images: images.training, training: searched(images.searchIndices),
      validation: images.validationIndices, seed: seed, device: device)
    try sequence.run(search, then: .mask)
    let validation = try search.validate()

    let masking = MaskStage(
      search.supernet, architecture: search.architecture, store: search.store, options: options,
      images: images.training, indices: searched(images.allIndices), seed: seed)
    try sequence.run(masking, then: .tune)
    let carving = try masking.carve()
    try setup.write(.masked(carving.architecture), title: Self.title)

    func makeTuning(
      _ name: StageName, _ carving: Carving, _ options: HMNASOptions
    ) throws -> FinalTrainingStage {
      try FinalTrainingStage(
        name, carving: carving, options: options, images: images.training,
        indices: images.allIndices, seed: seed, device: device)
    }
    let tuning = try makeTuning(.tune, carving, options)
    let wanted = MaskControl.allCases.filter { options[keyPath: $0.option] }
    let names = wanted.map(\.stage) + [.evaluate]
    try sequence.run(tuning, then: names[0])

    // Its running statistics are those of the supernet, and have moved since that began.
    let stages: [any Stage] = [search, masking, tuning]
    let steps = stages.reduce(0) { $0 + $1.epochs * $1.stepsPerEpoch }
    if let note = FinalTrainingStage.statisticsNote(afterSteps: steps) {
      try setup.context.record(.note(note))
    }

    // As long as the network that was found, whatever the budget.
    var fixed = options
    fixed.tuning = options.tuning.fixed(epochs: tuning.epochs)
    var controls: [ControlNetwork] = []
    for (control, next) in zip(wanted, names.dropFirst()) {
      let carving = try control.carving(of: masking, found: carving, seed: seed)
      let stage = try makeTuning(control.stage, carving, fixed)
      try sequence.run(stage, then: next)
      controls.append(ControlNetwork(name: control.result, carving: carving, stage: stage))
    }

    try tuning.writeModel(to: setup.folder, method: Self.method)
    return try report(
      validation: validation, carving: carving, tuning: tuning, controls: controls,
      budgets: try budgets(of: masking, carving.architecture), seconds: sequence.seconds)
  }
}
