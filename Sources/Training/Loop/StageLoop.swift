internal import Foundation
internal import Torch
internal import Tracking

/// The training loop of a stage.
public struct StageLoop {
  private let stage: any Stage
  private let context: RunContext
  private let onNaN: NonFinitePolicy
  private var progress: Progress
  /// Over the epoch so far.
  private var meter: Meter
  /// Steps of the epoch that were left out, since it began or was resumed.
  private var skipped = 0
  private let secondsBefore: Double
  private let began = now()

  /// Trains a stage from its start, or from a checkpoint of it, to its end.
  ///
  /// A checkpoint is written after every epoch and when the context wants to stop; only finite numbers are saved.
  ///
  /// - Parameters:
  ///   - stage: As new; it holds its final state afterwards.
  ///   - checkpoint: How far it had come.
  ///   - context: What it reports to.
  ///   - onNaN: What becomes of a step whose loss is not finite.
  /// - Returns: How far the run had come, with the stage's seconds.
  /// - Throws: `Interrupted`, after saving; `Diverged` and `OutOfMemory`, without; errors of files; a checkpoint that
  ///   does not fit.
  public static func run(
    _ stage: any Stage, from checkpoint: Checkpoint, in context: RunContext,
    onNaN: NonFinitePolicy = .stop
  ) throws -> Progress {
    var loop = try StageLoop(stage, from: checkpoint, in: context, onNaN: onNaN)
    return try loop.run()
  }

  private init(
    _ stage: any Stage, from checkpoint: Checkpoint, in context: RunContext,
    onNaN: NonFinitePolicy
  ) throws {
    self.stage = stage
    self.context = context
    self.onNaN = onNaN
    progress = checkpoint.progress
    secondsBefore = progress.seconds[stage.name.key, default: 0]
    do throws(StateError) {
      meter = try Meter(state: checkpoint.meter)
      if !checkpoint.stage.isEmpty { try stage.restore(checkpoint.stage) }
    } catch {
      throw RunError.malformed(path: context.folder.checkpoint.path, reason: "\(error)")
    }
    // How long a stage is may be part of its state.
    guard progress.epoch <= stage.epochs, progress.step <= stage.stepsPerEpoch else {
      throw RunError.malformed(
        path: context.folder.checkpoint.path,
        reason:
          "it is of epoch \(progress.epoch), step \(progress.step) of stage \(stage.name.key), "
          + "expected at most \(stage.epochs) epochs of \(stage.stepsPerEpoch) steps")
    }
    try Libtorch.checkMemory()
  }

  private mutating func run() throws -> Progress {
    try context.record(
      .stageStarted(stage.name, epochs: stage.epochs, stepsPerEpoch: stage.stepsPerEpoch))
    while progress.epoch < stage.epochs {
      let epochBegan = now() - progress.epochSeconds
      while progress.step < stage.stepsPerEpoch {
        try makeStep(epochBegan: epochBegan)
        if context.shouldStop() || context.isTimeUp() {
          progress.epochSeconds = now() - epochBegan
          try save()
          throw Interrupted()
        }
      }
      try finishEpoch(seconds: now() - epochBegan)
    }
    progress.seconds[stage.name.key] = secondsBefore + now() - began
    return progress
  }

  /// Steps of the stage that were made.
  private var steps: Int { progress.epoch * stage.stepsPerEpoch + progress.step }

  private mutating func makeStep(epochBegan: Double) throws {
    let position = StepPosition(steps, of: stage)
    let buffers = onNaN == .skip ? stage.buffers.cloned() : []
    var own = Meter()
    do {
      try stage.step(position, meter: &own)
      try Libtorch.checkMemory()
      meter.add(own)
    } catch is NonFiniteLoss {
      guard onNaN == .skip else {
        throw Diverged(
          stage: stage.name.key, .loss(step: position.number + 1, of: position.count))
      }
      stage.buffers.assign(buffers)
      skipped += 1
    }
    progress.step += 1
    try context.record(
      .step(
        StepEvent(
          stage: stage.name, epoch: position.epoch + 1, epochs: stage.epochs,
          step: position.step + 1, stepsPerEpoch: stage.stepsPerEpoch, images: meter.images,
          seconds: now() - epochBegan,
          measured: context.wantsMeasuredSteps
            ? StepEvent.Measured(loss: meter.loss, accuracy: meter.accuracy) : nil)))
  }

  private mutating func finishEpoch(seconds: Double) throws {
    let epoch = progress.epoch + 1
    guard skipped < stage.stepsPerEpoch else {
      throw Diverged(stage: stage.name.key, .everyLoss(epoch: epoch))
    }
    let values = try stage.finishEpoch(progress.epoch)
    let record = EpochRecord(
      stage: stage.name.key, epoch: epoch, loss: meter.loss, accuracy: meter.accuracy,
      values: values, seconds: seconds, imagesPerSecond: Double(meter.images) / seconds,
      epochs: stage.epochs)
    try Libtorch.checkMemory()
    for (name, value) in [("loss", record.loss)] + values.sorted(by: { $0.key < $1.key })
    where !value.isFinite {
      throw Diverged(stage: stage.name.key, .measurement(name, epoch: epoch))
    }
    if skipped > 0 {
      try context.record(
        .note(
          "Left out \(skipped) of \(stage.stepsPerEpoch) steps of epoch \(epoch): "
            + "their loss was not a finite number"))
    }
    try context.record(
      .epoch(
        EpochEvent(
          stage: stage.name, epochs: stage.epochs, record: record, columns: stage.columns,
          snapshot: stage.snapshot(after: progress.epoch))))
    progress.metricsLines += 1
    progress.epoch += 1
    progress.step = 0
    progress.epochSeconds = 0
    meter = Meter()
    skipped = 0
    try save()
  }

  private mutating func save() throws {
    progress.seconds[stage.name.key] = secondsBefore + now() - began
    let state = stage.state
    // One that is not finite would replace a good one.
    let wrong = state.firstNotFinite
    try Libtorch.checkMemory()
    if let wrong { throw Diverged(stage: stage.name.key, .state(wrong, step: steps)) }
    try Checkpoint(progress: progress, stage: state, meter: meter.state)
      .write(to: context.folder)
  }
}
