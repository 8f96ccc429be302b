import ADWPNAS
import Architectures
import Search
import TestSupport
import Testing
import Torch
import Tracking
import Training

/// Training of shared and predicted weights.
struct HyperNetworkStageTests {
  @Test func gradientsReachTheHeadsAfterTheFirstStep() throws {
    let stage = Tiny.stage(ADWPSpace.standard, Tiny.options(.plus))
    let store = stage.hyperNetwork.store
    func isZero(_ name: String) throws -> Bool {
      try #require(store[name]).tensor.detached().nonZeroCount == 0
    }
    let heads = ["outputs", "inputs", "scales", "normalization.scale", "normalization.shift"]
      .map { "head.condition.\($0).weight" }
    for head in heads { #expect(try isZero(head)) }
    let left = try #require(store["head.condition.left"]).tensor.detached()
    let before = left.clone()
    stage.run(0..<1)
    for head in heads { #expect(!(try isZero(head))) }
    // The first step's gradient of U is 0, as s is; the weight decay is all that moves it.
    #expect(((left - before) / before).magnitude().isGreater(than: 1e-4).sum().item == 0)
    stage.run(1..<2)
    #expect(((left - before) / before).magnitude().isGreater(than: 1e-4).sum().item > 0)
  }

  @Test func conditionsRestUntilTheirStart() throws {
    var options = Tiny.options(.plus)
    options.training.conditionStart = 0.5
    let stage = Tiny.stage(NASBenchMacroSpace(), options)
    let store = stage.hyperNetwork.store
    let head = try #require(store["head.condition.scales.weight"]).tensor.detached()
    stage.run(0..<3)
    #expect(head.nonZeroCount == 0)
    stage.run(3..<4)
    #expect(head.nonZeroCount > 0)
  }

  @Test(arguments: [WeightMode.paper, .plus])
  func otherCodesGiveOtherResultsAfterTraining(_ mode: WeightMode) throws {
    let options = Tiny.options(mode)
    let stage = Tiny.stage(NASBenchMacroSpace(), options)
    stage.run(0..<6)
    let networks = Tiny.networks(NASBenchMacroSpace(), count: 3)
    let losses = try CodeControl.allCases.map { control in
      try networks.map {
        try Tiny.evaluator(stage.hyperNetwork, options, control: control)($0).loss
      }
    }
    #expect(losses[0] != losses[1])
    #expect(losses[0] != losses[2])
    #expect(losses[1] != losses[2])
  }

  @Test(arguments: [NormalizationMode.plain, .affine, .conditioned])
  func codesActOnSharedWeightsThroughNormalizationAlone(
    _ normalization: NormalizationMode
  ) throws {
    var options = Tiny.options(.shared)
    options.hyperNetwork.normalization = normalization
    let stage = Tiny.stage(NASBenchMacroSpace(), options)
    stage.run(0..<2)
    let network = Tiny.networks(NASBenchMacroSpace(), count: 1)[0]
    let losses = try CodeControl.allCases.map {
      try Tiny.evaluator(stage.hyperNetwork, options, control: $0)(network).loss
    }
    #expect(Set(losses).count == (options.hyperNetwork.isConditioned ? 3 : 1))
  }

  @Test func affineNormalizationIsTrained() throws {
    var options = Tiny.options(.paper)
    options.hyperNetwork.normalization = .affine
    let stage = Tiny.stage(ADWPSpace.standard, options)
    let scale = try #require(stage.hyperNetwork.store["stem.normalization.scale"]).tensor.detached()
    #expect(scale.nonZeroCount == 0)
    stage.run(0..<1)
    #expect(scale.nonZeroCount == scale.count)
  }

  @Test func unusedWeightsRest() throws {
    var options = Tiny.options(.shared)
    options.hyperNetwork.sharing = .choices
    let stage = Tiny.stage(NASBenchMacroSpace(), options)
    let before = snapshot(stage.hyperNetwork.store.state)
    stage.run(0..<1)
    let changed = try differences(stage.hyperNetwork.store.state, before)
    // One network has one of three choices in each layer.
    for layer in 0..<NASBenchMacroNetwork.layers {
      let choices = Set(changed.filter { $0.hasPrefix("blocks.\(layer).") }.map { $0.prefix(16) })
      #expect(choices.count <= 1)
    }
  }

  @Test(arguments: WeightMode.allCases)
  func sameSeedGivesTheSameBytesAndResumingTheRest(_ mode: WeightMode) throws {
    var options = Tiny.options(mode)
    options.training.sandwich = .distilled
    options.training.averageDecay = 0.9
    options.training.sampling = .fair
    let whole = Tiny.stage(ADWPSpace.standard, options)
    whole.run(0..<4)
    let first = Tiny.stage(ADWPSpace.standard, options)
    first.run(0..<2)
    let second = Tiny.stage(ADWPSpace.standard, options)
    try second.restore(snapshot(first.state))
    second.run(2..<4)
    try expectIdentical(second.state, whole.state)
  }

  @Test(arguments: WeightMode.allCases)
  func trainingLearns(_ mode: WeightMode) {
    var options = Tiny.options(mode)
    // A class is where its rows are: a crop would move them.
    options.data.cropPadding = 0
    options.training.batchSize = 16
    options.training.epochs = 60
    options.training.labelSmoothing = 0
    options.training.sampling = .uniform
    let stage = Tiny.stage(ADWPSpace.standard, options)
    let start = stage.run(0..<6).loss
    stage.run(6..<54)
    #expect(stage.run(54..<60).loss < start - 0.2)
  }

  @Test func evaluationIsTheSameWhateverCameBefore() throws {
    let options = Tiny.options(.plus)
    let stage = Tiny.stage(ADWPSpace.standard, options)
    stage.run(0..<2)
    let networks = Tiny.networks(ADWPSpace.standard, count: 3)
    let evaluate = Tiny.evaluator(stage.hyperNetwork, options)
    let forwards = try networks.map { try evaluate($0) }
    #expect(try networks.reversed().map { try evaluate($0) } == forwards.reversed())
    var batchStatistics = options
    batchStatistics.evaluation.recalibrationBatches = 0
    let other = Tiny.evaluator(stage.hyperNetwork, batchStatistics)
    #expect(try networks.map { try other($0).loss } != forwards.map(\.loss))
  }

  @Test(arguments: [WeightMode.paper, .shared])
  func everyNetworkIsRankedByTheCopyForItsDepth(_ mode: WeightMode) throws {
    var options = Tiny.options(mode)
    options.training.fewShotEpochs = 1
    options.training.sandwich = .labels
    let whole = Tiny.stage(NASBenchMacroSpace(), options)
    whole.run(0..<2)
    let before = snapshot(whole.hyperNetwork.store.state)
    let copies = try NASBenchMacroSpace().lastDepths.map { depth in
      let copy = try Tiny.copy(of: whole.hyperNetwork, options, lastDepth: depth)
      #expect(copy.name.key == "few-shot-\(depth)")
      #expect(copy.epochs == 1)
      try expectIdentical(copy.hyperNetwork.store.state, before)
      copy.run(0..<1)
      let changed = try differences(copy.hyperNetwork.store.state, before)
      let isBehind = changed.contains { $0.hasPrefix("blocks.6.") || $0.hasPrefix("blocks.7.") }
      #expect(changed.contains { $0.hasPrefix("blocks.5.") } && isBehind == (depth > 0))
      return copy.hyperNetwork
    }
    try expectIdentical(whole.hyperNetwork.store.state, before)
    let evaluate = Tiny.evaluator(copies, options)
    let alone = copies.map { Tiny.evaluator($0, options) }
    for network in Tiny.networks(NASBenchMacroSpace(), count: 6) {
      let losses = try alone.map { try $0(network).loss }
      #expect(try evaluate(network).loss == losses[network.lastDepth])
      #expect(Set(losses).count == 3)
    }
  }

  @Test func calibrationLowersTheLossAndKeepsTheAccuracy() throws {
    var options = Tiny.options(.paper)
    let stage = Tiny.stage(ADWPSpace.standard, options)
    stage.run(0..<2)
    let networks = Tiny.networks(ADWPSpace.standard, count: 3)
    let plain = try networks.map(Tiny.evaluator(stage.hyperNetwork, options).callAsFunction)
    options.evaluation.rankBy = .calibratedLoss
    let calibrated = try networks.map(Tiny.evaluator(stage.hyperNetwork, options).callAsFunction)
    #expect(calibrated.map(\.accuracy) == plain.map(\.accuracy))
    for (calibrated, plain) in zip(calibrated, plain) {
      #expect(calibrated.loss > 0 && calibrated.loss < plain.loss)
    }
  }
}
