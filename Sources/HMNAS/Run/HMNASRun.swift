internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
package import Tracking
package import Training

/// A whole run of HM-NAS over a run folder: search, masks, fine-tuning, and at the end the test set, once.
package struct HMNASRun {
  package static let method = "hm-nas"

  private(set) var configuration: RunConfiguration
  private(set) var options: HMNASOptions
  let dataset: Dataset
  let device: Device
  let context: RunContext
  var folder: RunFolder { context.folder }
  var seed: Seed { Seed(configuration.seed) }

  /// Checks a configuration; nothing is read or written.
  /// - Throws: `ConfigurationError`
  package init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError) {
    self.configuration = configuration
    self.context = context
    var options = HMNASOptions()
    for (key, setting) in configuration.options {
      try HMNASOptions.table.set(key, to: setting, in: &options)
    }
    self.options = options
    guard let dataset = Dataset(rawValue: configuration.dataset) else {
      throw .invalid(
        key: "dataset", value: configuration.dataset,
        expected: "one of " + Dataset.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard let device = Device(rawValue: configuration.device), device.isAvailable else {
      throw .combination(
        "device \(configuration.device) is not available with this libtorch on this machine")
    }
    self.dataset = dataset
    self.device = device
    try options.validate(for: dataset)
    try options.network.computation.validate(on: device)
  }

  /// The supernet's skeleton.
  var network: CellNetwork {
    CellNetwork(
      image: dataset.imageShape, classes: dataset.classes, channels: options.network.channels,
      cells: options.network.cells, stemStride: options.network.stemStride)
  }

  /// Starts a new run in an empty folder.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes one
  /// of the run's options.
  package func start(memoryLimit: Int? = nil) throws -> Summary {
    // The data come first: a run that cannot be fed leaves no folder behind.
    let images = try HMNASImages(self)
    let memory = try MemoryPlan(
      network, options: options, device: device, dataBytes: images.bytes, limit: memoryLimit)
    var run = self
    run.options.microBatchSize = memory.microBatchSize
    run.configuration.options = HMNASOptions.table.settings(of: run.options)
    try folder.create(run.configuration)
    for note in memory.notes { context.observer(.note(note)) }
    return try run.run(
      images, from: Checkpoint(progress: Progress(stage: "search"), stage: [:], meter: [:]))
  }

  /// Goes on from the latest checkpoint, or gives the summary of a run that is complete.
  package func resume() throws -> Summary {
    if FileManager.default.fileExists(atPath: folder.summary.path) {
      return try folder.read(Summary.self, from: folder.summary)
    }
    let images = try HMNASImages(self)
    guard FileManager.default.fileExists(atPath: folder.checkpoint.path) else {
      try folder.truncateMetrics(to: 0)
      return try run(
        images, from: Checkpoint(progress: Progress(stage: "search"), stage: [:], meter: [:]))
    }
    let checkpoint = try Checkpoint(folder, device: device)
    try folder.truncateMetrics(to: checkpoint.progress.metricsLines)
    return try run(images, from: checkpoint)
  }

  private func run(_ images: HMNASImages, from start: Checkpoint) throws -> Summary {
    Libtorch.setThreads(configuration.threads)
    Libtorch.setDeterministic(true)
    var checkpoint = start

    /// Runs a stage unless the checkpoint is past it; what it leaves goes to its own file.
    func run(_ stage: some Stage, then next: String) throws {
      guard checkpoint.progress.stage == stage.name else {
        let file = folder.stageState(stage.name)
        let state = try Safetensors(contentsOf: file, device: device).tensors
        do {
          try stage.restore(state)
        } catch {
          throw RunError.malformed(path: file.path, reason: "\(error)")
        }
        return
      }
      var progress = try StageLoop.run(stage, from: checkpoint, in: context)
      try Safetensors(tensors: stage.state).write(to: folder.stageState(stage.name))
      progress = Progress(
        stage: next, metricsLines: progress.metricsLines, seconds: progress.seconds)
      checkpoint = Checkpoint(progress: progress, stage: [:], meter: [:])
      try checkpoint.write(to: folder)
    }

    let search = SearchStage(
      network, options: options, images: images.training, training: images.searchIndices,
      validation: images.validationIndices, seed: seed, device: device)
    try run(search, then: "mask")
    let validation = search.validate()

    let masking = MaskStage(
      search.supernet, architecture: search.architecture, store: search.store, options: options,
      images: images.training, indices: images.allIndices, seed: seed)
    try run(masking, then: "tune")
    let carving = masking.carve()
    try write(carving.architecture)

    let tuning = try FineTuningStage(
      "tune", carving: carving, options: options, images: images.training,
      indices: images.allIndices, seed: seed, device: device)
    try run(tuning, then: options.tuning.randomMaskControl ? "control" : "evaluate")

    var control: FineTuningStage?
    if options.tuning.randomMaskControl {
      let random = masking.carve(masking.masks.randomized(seed: seed.derived("random masks")))
      let stage = try FineTuningStage(
        "control", carving: random, options: options, images: images.training,
        indices: images.allIndices, seed: seed, device: device)
      try run(stage, then: "evaluate")
      control = stage
    }

    try Safetensors(
      tensors: tuning.store.state.filter { !$0.key.hasPrefix("auxiliary.") },
      metadata: ["format": "pt", "architecture": HMNASRun.method]
    ).write(to: folder.model)
    return try report(
      validation: validation, carving: carving, tuning: tuning, control: control,
      seconds: checkpoint.progress.seconds)
  }

  private func write(_ architecture: MaskedCellNetwork) throws {
    try folder.write(architecture, to: folder.architecture)
    let title = "HM-NAS on \(dataset.title), seed \(configuration.seed)"
    try folder.write(CellDrawing.svg(of: architecture, title: title), to: folder.drawing)
  }
}
