import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

struct SearchStageTests {
  @Test(arguments: BilevelOrder.allCases, Engine.allCases)
  func theSeedDecidesEveryBit(order: BilevelOrder, engine: Engine) throws {
    func state(seed: UInt64) -> [String: Tensor] {
      var options = Tiny.options
      options.search.order = order
      options.network.computation.engine = engine
      let stage = Tiny.search(options, seed: seed)
      stage.run(0..<3)
      return stage.state
    }
    try expectIdentical(state(seed: 1), state(seed: 1))
    let differing = try differences(state(seed: 1), state(seed: 2))
    for name in ["stem.conv.weight", "alpha.normal", "beta.reduction", "momentum.0"] {
      #expect(differing.contains(name), "\(name)")
    }
  }

  @Test func warmStartFreezesTheArchitecture() throws {
    var options = Tiny.options
    options.search.warmStartEpochs = 1
    let stage = Tiny.search(options)
    func architecture() -> [String: Tensor] {
      snapshot(stage.state.filter { $0.key.hasPrefix("alpha.") || $0.key.hasPrefix("beta.") })
    }
    let (initial, weights) = (architecture(), snapshot(stage.store.state))
    stage.run(0..<stage.stepsPerEpoch)
    try expectIdentical(architecture(), initial)
    #expect(try differences(stage.store.state, weights).contains("stem.conv.weight"))
    stage.run(stage.stepsPerEpoch..<(stage.stepsPerEpoch + 1))
    #expect(try differences(architecture(), initial).count == 4)
  }

  @Test func scheduleThinsTheUpdatesOut() throws {
    var options = Tiny.options
    options.search.epochs = 10
    options.search.updateSchedule = .cosine
    let stage = Tiny.search(options)
    var updates = 0
    for step in 0..<(10 * stage.stepsPerEpoch) {
      let before = snapshot(["alpha": stage.architecture.alpha[0]])
      stage.run(step..<(step + 1))
      updates += try differences(["alpha": stage.architecture.alpha[0]], before).count
    }
    // The mean of the cosine is 2 / pi: 19 of 30. The binomial leaves 10 to 27 once in thousands of times.
    #expect((10...27).contains(updates), "\(updates)")
  }

  @Test(arguments: [
    (ArchitectureSharing.perCellKind, ["normal", "reduction"]), (.shared, ["shared"]),
    (.perCell, ["cell0", "cell1", "cell2"]),
  ])
  func cellsShareTheirArchitecture(sharing: ArchitectureSharing, groups: [String]) {
    var options = Tiny.options
    options.network.sharing = sharing
    let architecture = Tiny.search(options).architecture
    #expect(architecture.groups == groups)
    #expect(architecture.alpha.map(\.shape) == groups.map { _ in [5, 7] })
    #expect(architecture.beta.map(\.shape) == groups.map { _ in [5] })
    // The second and the third of three cells reduce.
    let expected = [[0, 1, 1], [0, 0, 0], [0, 1, 2]]
    #expect(expected.contains(architecture.groupOfCell))
    #expect(architecture.groupOfCell.max() == groups.count - 1)
  }

  @Test func trainingLearns() throws {
    var options = Tiny.options
    options.data.cropPadding = 0
    options.search.epochs = 30
    options.search.learningRate = 0.05
    options.search.order = .first
    let stage = Tiny.search(options)
    let before = try stage.validate()
    stage.run(0..<(30 * stage.stepsPerEpoch))
    let after = try stage.validate()
    #expect(after.loss < before.loss)
    #expect(after.accuracy > 0.8, "\(before) to \(after)")
  }
}
