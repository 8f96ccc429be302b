internal import Foundation
internal import Torch
internal import Tracking

/// The stages of a run, one after the other, from wherever a checkpoint left it.
package struct StageSequence {
  private var checkpoint: Checkpoint
  private let setup: RunSetup

  /// Begins with the stage `first`.
  package init(first: StageName, in setup: RunSetup) {
    self.setup = setup
    checkpoint = Checkpoint(progress: Progress(stage: first.key), stage: [:], meter: [:])
  }

  /// Goes on from the run's latest checkpoint, or begins with `first` where there is none yet.
  ///
  /// What `metrics.jsonl` holds beyond the checkpoint is dropped.
  package init(resuming first: StageName, in setup: RunSetup) throws {
    self.init(first: first, in: setup)
    if FileManager.default.fileExists(atPath: setup.folder.checkpoint.path) {
      checkpoint = try Checkpoint(setup.folder, device: setup.device)
    }
    try setup.folder.truncateMetrics(to: checkpoint.progress.metricsLines)
  }

  /// Seconds of the stages so far, by name.
  package var seconds: [String: Double] { checkpoint.progress.seconds }

  /// Trains a stage to its end, or loads what it left where the run is past it.
  ///
  /// - Parameters:
  ///   - stage: As new; it holds its final state afterwards.
  ///   - next: What comes after it.
  /// - Throws: `Interrupted`, after saving; errors of files; a state that does not fit.
  package mutating func run(_ stage: some Stage, then next: StageName) throws {
    let file = setup.folder.stageState(stage.name.key)
    guard checkpoint.progress.stage == stage.name.key else {
      let state = try Safetensors(contentsOf: file, device: setup.device).tensors
      do {
        try stage.restore(state)
      } catch {
        throw RunError.malformed(path: file.path, reason: "\(error)")
      }
      return
    }
    var progress = try StageLoop.run(
      stage, from: checkpoint, in: setup.context, onNaN: setup.onNaN)
    try Safetensors(tensors: stage.state).write(to: file)
    progress = Progress(
      stage: next.key, metricsLines: progress.metricsLines, seconds: progress.seconds)
    checkpoint = Checkpoint(progress: progress, stage: [:], meter: [:])
    try checkpoint.write(to: setup.folder)
  }
}
