internal import Foundation
internal import Torch
public import Tracking

/// The stages of a run, one after the other, from wherever a checkpoint left it.
public struct StageSequence {
  private var checkpoint: Checkpoint
  private let setup: RunSetup
  /// Images that the stages so far have learned from.
  private var images = 0

  /// Begins with the stage `first`.
  public init(first: StageName, in setup: RunSetup) {
    self.setup = setup
    checkpoint = Checkpoint(progress: Progress(stage: first.key), stage: [:], meter: [:])
  }

  /// Goes on from the run's newest checkpoint that is whole, or begins with `first` where there is none yet.
  ///
  /// What `metrics.jsonl` holds beyond the checkpoint is dropped. What has changed since is said and recorded.
  public init(resuming first: StageName, in setup: RunSetup) throws {
    try setup.folder.prepare()
    let saved = try Checkpoint.newest(
      of: setup.folder, device: setup.device, note: { try setup.context.record(.note($0)) })
    var setup = setup
    try setup.goOn(from: saved?.configuration, at: saved?.progress ?? Progress(stage: first.key))
    self.init(first: first, in: setup)
    if let saved { checkpoint = saved }
  }

  /// Seconds of the stages so far, by name.
  public var seconds: [String: Double] { checkpoint.progress.seconds }

  /// Trains a stage to its end, or loads what it left where the run is past it.
  ///
  /// - Parameters:
  ///   - stage: As new; it holds its final state afterwards.
  ///   - next: What comes after it.
  /// - Throws: `Interrupted`, after saving; errors of files; a state that does not fit.
  public mutating func run(_ stage: some Stage, then next: StageName) throws {
    // Also of a stage that was restored: all stages of a run pass by here.
    defer { images += stage.imagesLearned }
    let file = setup.folder.stageState(stage.name.key)
    if checkpoint.progress.stage != stage.name.key {
      do {
        return try setup.restore(stage)
      } catch let error where error.isDamage {
        // What the stage left can be made again while the last checkpoint of it is there.
        checkpoint = try lastCheckpoint(of: stage, insteadOf: error)
      }
    }
    try begin(stage)
    var progress = try StageLoop.run(
      stage, from: checkpoint, in: setup.context, onNaN: setup.onNaN)
    try Safetensors(
      tensors: stage.state, metadata: setup.stageMetadata(stage.name.key)
    ).write(to: file)
    progress = Progress(
      stage: next.key, metricsLines: progress.metricsLines, seconds: progress.seconds)
    checkpoint = Checkpoint(progress: progress, stage: [:], meter: [:])
    try checkpoint.write(to: setup.folder)
  }

  /// Lets a stage that has not begun decide how long it is; what it decided is saved, so that it holds after a kill.
  private mutating func begin(_ stage: some Stage) throws {
    guard checkpoint.stage.isEmpty else { return }
    let use = RunUse(images: images, seconds: seconds.values.reduce(0, +))
    guard let decision = try stage.begin(after: use) else { return }
    try setup.context.record(.note(decision))
    checkpoint.stage = stage.state
    try checkpoint.write(to: setup.folder)
  }

  private func lastCheckpoint(
    of stage: some Stage, insteadOf error: any Error
  ) throws -> Checkpoint {
    let folder = setup.folder
    let before = try? Checkpoint(folder, device: setup.device, file: folder.previousCheckpoint)
    guard let before, before.progress.stage == stage.name.key,
      before.configuration == setup.configuration
    else {
      throw RunError.malformed(
        path: folder.stageState(stage.name.key).path,
        reason: "\(error); stage \(stage.name.key) has to be trained again: remove the folder "
          + "\(folder.checkpoints.path), and nas resume begins the run again")
    }
    try setup.context.record(.note("\(error); making it again from the checkpoint before it"))
    try folder.truncateMetrics(to: before.progress.metricsLines)
    return before
  }
}
