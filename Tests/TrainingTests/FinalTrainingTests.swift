import Architectures
import Datasets
import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// The training that ends every method.
struct FinalTrainingTests {
  private static var options: FinalTrainingOptions {
    var options = FinalTrainingOptions()
    options.epochs = 2
    options.batchSize = 8
    options.cropPadding = 1
    options.cutout = 2
    options.auxiliaryWeight = 0
    options.dropPath = 0.3
    options.labelSmoothing = 0.1
    options.averageDecay = 0.9
    return options
  }

  private func stage(_ options: FinalTrainingOptions = options) throws -> FinalTrainingStage {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let image = ImageShape(channels: 1, height: 8, width: 8)
    let plan = try NASBenchMacroNetwork(code: "01000000").plan(image: image, classes: 3)
    return FinalTrainingStage(
      .train, network: MacroNetwork(plan, in: store.root), store: store, options: options,
      images: ImageSet.synthetic(count: 24).onDevice, indices: Array(0..<16),
      validation: Array(16..<24), seed: Seed(1))
  }

  private func run(_ stage: FinalTrainingStage, steps: Range<Int>) throws {
    var meter = Meter()
    for number in steps {
      try stage.step(StepPosition(number, of: stage), meter: &meter)
    }
  }

  /// Each step keeps 0.9 of a running statistic: 0.66 are left after 4, less than a hundredth after 44.
  @Test func fewStepsAreSaidToMeasureLittle() throws {
    var options = Self.options
    let note = try #require(try stage(options).statisticsNote)
    #expect(note.hasPrefix("After 4 steps, running statistics of normalisation are 66 %"))
    options.epochs = 22
    #expect(try stage(options).statisticsNote == nil)
    options.epochs = 21
    #expect(try stage(options).statisticsNote != nil)
  }

  /// With the average's decay at step n, min(0.9, (1 + n) / (10 + n)).
  @Test func theAverageIsThatOfWeightsAndStatistics() throws {
    let stage = try stage()
    let names = ["stem.conv.weight", "head.bn.running_mean"]
    func values(_ state: [String: Tensor]) throws -> [Tensor] {
      try names.map { try #require(state[$0]) }
    }
    var expected = try values(snapshot(stage.store.state))
    for (step, decay) in [0.1, 2.0 / 11, 3.0 / 12].enumerated() {
      try run(stage, steps: step..<(step + 1))
      expected = zip(expected, try values(stage.store.state)).map { $0 * decay + $1 * (1 - decay) }
    }
    let live = snapshot(stage.store.state)
    for (found, wanted) in zip(try values(stage.keptState), expected) {
      expectClose(found, wanted, tolerance: 1e-5)
    }
    // Looking at it leaves the training where it was.
    _ = try stage.validate()
    try expectIdentical(stage.store.state, live)
  }

  @Test func withoutAnAverageTheWeightsThemselvesAreKept() throws {
    var options = Self.options
    options.averageDecay = 0
    let stage = try stage(options)
    try run(stage, steps: 0..<2)
    try expectIdentical(stage.keptState, stage.store.state)
    #expect(stage.state.keys.allSatisfy { !$0.hasPrefix("average") })
  }

  @Test(arguments: [0, 3])
  func goesOnFromAState(microBatchSize: Int) throws {
    var options = Self.options
    options.microBatchSize = microBatchSize
    let whole = try stage(options)
    try run(whole, steps: 0..<4)
    let first = try stage(options)
    try run(first, steps: 0..<3)
    let second = try stage(options)
    try second.restore(snapshot(first.state))
    try run(second, steps: 3..<4)
    try expectIdentical(second.state, whole.state)
    try expectIdentical(second.keptState, whole.keptState)
  }

  /// Each option changes what a step does.
  @Test func everyOptionHasAnEffect() throws {
    func state(_ change: (inout FinalTrainingOptions) -> Void) throws -> [String: Tensor] {
      var options = Self.options
      change(&options)
      let stage = try stage(options)
      try run(stage, steps: 2..<4)
      return stage.keptState
    }
    let reference = try state { _ in }
    let changes: [(inout FinalTrainingOptions) -> Void] = [
      { $0.learningRate = 0.1 }, { $0.finalLearningRate = 0.01 }, { $0.momentum = 0 },
      { $0.weightDecay = 0.1 }, { $0.gradientClip = 0.01 }, { $0.cropPadding = 0 },
      { $0.flip = false }, { $0.cutout = 0 }, { $0.dropPath = 0.6 }, { $0.labelSmoothing = 0 },
      { $0.averageDecay = 0.01 }, { $0.microBatchSize = 3 }, { $0.batchSize = 4 },
    ]
    for (index, change) in changes.enumerated() {
      #expect(try !differences(state(change), reference).isEmpty, "change \(index)")
    }
  }

  @Test(arguments: Preset.allCases)
  func presetsAreWithinTheRanges(preset: Preset) throws {
    let options = TrainingOptions.preset(preset)
    let settings = TrainingOptions.table.settings(of: options)
    #expect(try TrainingOptions(recorded: settings) == options)
  }

  @Test func thePaperPresetIsTheRecipeOfDARTS() {
    let recipe = TrainingOptions.preset(.paper).recipe
    #expect((recipe.epochs, recipe.batchSize) == (600, 96))
    #expect((recipe.learningRate, recipe.finalLearningRate) == (0.025, 0))
    #expect((recipe.momentum, recipe.weightDecay, recipe.gradientClip) == (0.9, 3e-4, 5))
    #expect((recipe.cutout, recipe.dropPath, recipe.auxiliaryWeight) == (16, 0.2, 0.4))
    #expect((recipe.cropPadding, recipe.flip) == (4, true))
    #expect((recipe.labelSmoothing, recipe.averageDecay) == (0, 0))
  }
}
