import Architectures
import Datasets
import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// A budget of the whole run decides how long its final training is.
struct BudgetTests {
  /// 40 of 60 images are learned from, in two steps.
  private static let options = [
    "--training-images", "60", "--batch-size", "20", "--validation-fraction", "0.34",
    "--average-decay", "0.9",
  ]

  private func run(_ options: [String]) throws -> SmallRun<TrainingRun> {
    try SmallRun<TrainingRun>(Self.options + options)
  }

  private func start(_ run: TrainingRun) throws -> Summary {
    try run.start(try Reference.mobilenet.network(width: 2))
  }

  @Test func imagesAreCountedExactly() throws {
    let budgeted = try run(["--max-images", "159"])
    #expect(try budgeted.run { try start($0) })
    let fixed = try run(["--epochs", "3"])
    #expect(try fixed.run { try start($0) })
    let (found, expected) = (try budgeted.results, try fixed.results)
    #expect(found.steps == 6)
    for name in ["model.safetensors", "metrics.jsonl", "summary.json"] {
      #expect(found.files[name] == expected.files[name], "\(name)")
    }
    let stages = try #require(found.json("summary.json")["stages"] as? [[String: Any]])
    #expect(stages.first?["epochs"] as? Int == 3)
    #expect(budgeted.notes.contains { $0.hasPrefix("Training gets 3 epochs: 0 of max-images 159") })
  }

  @Test func aRunStoppedAgainAndAgainKeepsItsEpochs() throws {
    let undisturbed = try run(["--max-images", "120"])
    #expect(try undisturbed.run { try start($0) })
    let stopped = try run(["--max-images", "120"])
    var ended = try stopped.run(steps: 1) { try start($0) }
    while !ended { ended = try stopped.run(steps: 1) }
    expectSame(try stopped.results, try undisturbed.results)
    // Decided once, and never again.
    #expect(stopped.notes.count { $0.hasPrefix("Training gets 3 epochs") } == 1)
  }

  /// What is too small for one epoch of training alone is refused before there is a folder.
  @Test func tooSmallABudgetIsRefused() throws {
    let run = try run(["--max-images", "39"])
    let error = #expect(throws: ConfigurationError.self) { try run.run { try start($0) } }
    #expect(error?.description.contains("max-images is 39, expected at least 40") == true)
    #expect(!FileManager.default.fileExists(atPath: run.folder.url.path))
  }

  /// A search that used its budget up is not in vain.
  @Test func whatWasFoundGetsOneEpochAtLeast() throws {
    for use in [RunUse(images: 85), RunUse(images: 1000)] {
      let stage = try stage { $0.maxImages = 100 }
      let note = try #require(try stage.begin(after: use))
      #expect(stage.epochs == 1)
      #expect(note.hasPrefix("Training gets 1 epoch: \(use.images) of max-images 100 were used"))
      #expect(note.hasSuffix("that is too little, and one epoch is the least"))
    }
    let late = try stage { $0.maxMinutes = 1 }
    let note = try #require(try late.begin(after: RunUse(seconds: 60)))
    #expect(late.epochs == 1)
    #expect(note.hasSuffix("one epoch is the least"))
  }

  /// Measuring leaves no trace; what was decided goes on with the state.
  @Test func minutesAreMeasuredOnTheSide() throws {
    let stage = try stage { $0.maxMinutes = 1_000_000 }
    let before = stage.state.mapValues { $0.clone() }
    let note = try #require(try stage.begin(after: RunUse(images: 5, seconds: 12)))
    // What a million minutes hold of steps of some milliseconds, if not more.
    #expect(stage.epochs == 100_000)
    #expect(note.contains("of max-minutes 1000000.0 were used before"))
    let state = stage.state
    try expectIdentical(state.filter { before[$0.key] != nil }, before)
    let other = try self.stage { $0.maxMinutes = 1_000_000 }
    #expect(other.epochs == 2)
    try other.restore(state)
    #expect(other.epochs == 100_000)
    for wrong in [Tensor([Int64(0)], shape: [1]), Tensor([Float(3)], shape: [1])] {
      #expect(throws: StateError.self) {
        try other.restore(state.merging(["budget.epochs": wrong]) { $1 })
      }
    }
  }

  @Test func theSmallerOfTwoBudgetsCounts() throws {
    let stage = try stage {
      $0.maxMinutes = 1_000_000
      $0.maxImages = 100
    }
    let note = try #require(try stage.begin(after: RunUse(images: 20)))
    #expect(stage.epochs == 5)
    #expect(stage.imagesLearned == 80)
    #expect(note.contains("20 of max-images 100 were used before, and an epoch has 16"))
  }

  /// Two epochs of 16 images, unless a budget says otherwise.
  private func stage(
    _ change: (inout FinalTrainingOptions) -> Void
  ) throws -> FinalTrainingStage {
    var options = FinalTrainingOptions()
    options.epochs = 2
    options.batchSize = 8
    options.cutout = 0
    options.auxiliaryWeight = 0
    options.averageDecay = 0.9
    change(&options)
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let image = ImageShape(channels: 1, height: 8, width: 8)
    let plan = try MobileNetwork(width: 2, stages: 2).plan(image: image, classes: 3)
    return FinalTrainingStage(
      .train, network: MacroNetwork(plan, in: store.root), store: store, options: options,
      images: ImageSet.synthetic(count: 24).onDevice, indices: Array(0..<16),
      validation: Array(16..<24), seed: Seed(1))
  }
}
