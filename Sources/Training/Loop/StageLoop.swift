internal import Foundation
internal import Torch
internal import Tracking

/// The training loop of every stage.
package enum StageLoop {
  /// Trains a stage from its start, or from a checkpoint of it, to its end.
  ///
  /// A checkpoint is written after every epoch and when the context wants to stop.
  /// - Returns: How far the run had come, with the stage's seconds.
  /// - Throws: `Interrupted`, after saving; errors of files; a checkpoint that does not fit.
  package static func run(
    _ stage: some Stage, from checkpoint: Checkpoint, in context: RunContext
  ) throws -> Progress {
    var progress = checkpoint.progress
    var meter = Meter(state: checkpoint.meter)
    if !checkpoint.stage.isEmpty {
      do {
        try stage.restore(checkpoint.stage)
      } catch {
        throw RunError.malformed(path: context.folder.checkpoint.path, reason: "\(error)")
      }
    }
    context.observer(
      .stageStarted(name: stage.name, epochs: stage.epochs, stepsPerEpoch: stage.stepsPerEpoch))

    let stageSeconds = progress.seconds[stage.name, default: 0]
    let began = now()
    func save() throws {
      progress.seconds[stage.name] = stageSeconds + now() - began
      try Checkpoint(progress: progress, stage: stage.state, meter: meter.state)
        .write(to: context.folder)
    }

    while progress.epoch < stage.epochs {
      let epochBegan = now() - progress.epochSeconds
      while progress.step < stage.stepsPerEpoch {
        let position = StepPosition(
          progress.epoch * stage.stepsPerEpoch + progress.step, of: stage)
        stage.step(position, meter: &meter)
        progress.step += 1
        context.observer(
          .step(
            StepReport(
              stage: stage.name, epochs: stage.epochs, stepsPerEpoch: stage.stepsPerEpoch,
              position: position, meter: meter, seconds: now() - epochBegan)))
        if context.shouldStop() {
          progress.epochSeconds = now() - epochBegan
          try save()
          throw Interrupted()
        }
      }
      let seconds = now() - epochBegan
      let record = EpochRecord(
        stage: stage.name, epoch: progress.epoch + 1, loss: meter.loss, accuracy: meter.accuracy,
        values: stage.finishEpoch(progress.epoch), seconds: seconds,
        imagesPerSecond: Double(meter.images) / seconds)
      try context.folder.append(record)
      context.observer(.epoch(record, epochs: stage.epochs))
      progress.metricsLines += 1
      progress.epoch += 1
      progress.step = 0
      progress.epochSeconds = 0
      meter = Meter()
      try save()
    }
    progress.seconds[stage.name] = stageSeconds + now() - began
    return progress
  }
}
