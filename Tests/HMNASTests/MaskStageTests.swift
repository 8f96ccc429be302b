import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Tracking
import Training

/// Training the masks, with everything else frozen (section 3.3).
struct MaskStageTests {
  @Test(arguments: Engine.allCases)
  func weightsAndArchitectureDoNotMove(engine: Engine) throws {
    var options = Tiny.options
    options.network.computation.engine = engine
    let search = Tiny.search(options)
    search.run(0..<2)
    let trained = snapshot(search.store.state)
    let stage = Tiny.masking(search, options)
    let masks = snapshot(stage.masks.state(groups: stage.architecture.groups))
    stage.run(0..<6)
    let state = stage.state
    try expectIdentical(state.filter { trained.keys.contains($0.key) }, trained)
    // While the masks move; those of weights behind a dead ReLU have no reason to.
    let moved = try differences(state.filter { masks.keys.contains($0.key) }, masks)
    #expect(moved.count > masks.count / 2)
    for name in ["alpha.normal", "alpha.reduction", "beta.normal", "beta.reduction"] {
      #expect(moved.contains("mask.\(name)"))
    }
  }

  /// What every stage declares to be shown is among what it measures.
  @Test func whatIsShownOfAnEpochIsMeasured() throws {
    let stage = Tiny.masking()
    #expect(
      try stage.columns.map { $0.text(of: try stage.finishEpoch(0)) }
        == ["kept: operations 100 %, edges 100 %, weights 100 %"])
    let search = Tiny.search()
    let shown = try #require(search.columns.first?.text(of: try search.finishEpoch(0)))
    #expect(shown.wholeMatch(of: /validation [0-9.]+ %/) != nil)
    #expect(try Tiny.tuning().columns.map { $0.text(of: [:]) } == [nil])
  }

  /// The network that runs is w* · M_w.
  @Test func theNetworkReadsMaskedWeights() throws {
    let search = Tiny.search()
    let stage = Tiny.masking(search)
    let trained = snapshot(stage.state)
    try stage.scatterMasks(seed: 3)
    _ = try stage.gradients(on: Tiny.images.batch([0, 1]))
    var zeros = 0
    for (name, mask) in zip(stage.masks.weightNames, stage.masks.weights) {
      let live = try #require(search.store[name]?.tensor.floats)
      let expected = zip(try #require(trained[name]?.floats), mask.floats).map {
        $1 > Float(stage.masks.threshold) ? $0 : 0
      }
      #expect(live == expected)
      zeros += live.count { $0 == 0 }
    }
    #expect(zeros > 100)
  }

  /// The scaling trap: 6 steps before the decay in place of the paper's 3,910.
  @Test func shortRunsCrossTheThreshold() {
    let stage = Tiny.masking()
    stage.run(0..<6)
    let densities = stage.masks.densities
    #expect(densities.operations < 1)
    #expect(densities.edges < 1)
    #expect(densities.weights < 1)
    #expect(densities.operations > 0)
  }

  @Test func shortRunsAtThePapersRatesNeverPrune() {
    var options = Tiny.options
    options.masking.weightTravel = 3 * 1e-4
    options.masking.architectureTravel = 3 * 1e-5
    let stage = Tiny.masking(options)
    stage.run(0..<6)
    #expect(stage.masks.densities == (1, 1, 1))
  }

  @Test func ratesFallAfterTheShareOfTheSteps() throws {
    // Adam's first step is the rate, whatever the gradient.
    func move(step: Int) throws -> Double {
      let stage = Tiny.masking()
      let before = stage.masks.edges[0].clone()
      stage.run(step..<(step + 1))
      return (stage.masks.edges[0] - before).magnitude().floats.max().map { Double($0) } ?? 0
    }
    let rate = 6.3e-3 / 3.0.squareRoot()
    expectClose(try move(step: 2), rate, tolerance: 1e-3)
    expectClose(try move(step: 3), rate / 10, tolerance: 1e-3)
  }

  /// Also where normalisations have weights, which no mask is for.
  @Test(arguments: [MaskScope.cells, .all])
  func normalisationsHaveNoMasks(scope: MaskScope) {
    var options = Tiny.options
    options.masking.scope = scope
    let stage = Tiny.masking(Tiny.search(options, network: Tiny.chain), options)
    #expect(stage.masks.weights.allSatisfy { $0.rank > 1 } && !stage.masks.weights.isEmpty)
  }

  /// Operations and edges are masked alone; what is carved then has all its weights.
  @Test func weightsNeedNoMasks() throws {
    var options = Tiny.options
    options.masking.scope = .none
    let stage = Tiny.masking(options)
    stage.run(0..<6)
    #expect(stage.masks.weights.isEmpty && stage.masks.densities.weights == 1)
    #expect(stage.masks.densities.operations < 1)
    #expect(try stage.carve().weightMasks.isEmpty)
  }

  @Test(arguments: [(MaskScope.cells, false), (.all, true)])
  func scopeChoosesTheMaskedWeights(scope: MaskScope, everywhere: Bool) {
    var options = Tiny.options
    options.masking.scope = scope
    let names = Tiny.masking(options).masks.weightNames
    #expect(names.contains("cells.0.edges.0.sep_conv_3x3.depthwise1.weight"))
    #expect(names.contains("cells.1.edges.0.skip_connect.conv1.weight"))
    for name in ["stem.conv.weight", "cells.2.preprocess0.conv1.weight", "classifier.weight"] {
      #expect(names.contains(name) == everywhere, "\(name)")
    }
    for name in ["stem.bn.weight", "classifier.bias", "alpha.normal"] {
      #expect(!names.contains(name), "\(name)")
    }
  }
}
