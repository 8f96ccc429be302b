import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

struct HierarchicalMasksTests {
  private let stage = Tiny.masking()
  private var masks: HierarchicalMasks { stage.masks }

  @Test func masksAreOnStrictlyAboveTheThreshold() {
    let above = Float(masks.threshold).nextUp
    let mask = Tensor([0, Float(masks.threshold), above, 0.01, -1], shape: [5])
    #expect(masks.binary(mask).floats == [0, 0, 1, 1, 0])
  }

  @Test func allStartOn() throws {
    for mask in masks.operations + masks.edges + masks.weights {
      #expect(mask.floats.allSatisfy { $0 == 0.01 })
    }
    #expect(masks.densities == (1, 1, 1))
    #expect(try masks.keepsEveryCellAlive())
  }

  @Test func operationsOfAMaskedEdgeCountAsOff() {
    stage.switchEdges([0, 1, 2, 3], group: 0)
    masks.weights[0].fill(0)
    let weights = masks.weights.reduce(0) { $0 + $1.count }
    let densities = masks.densities
    #expect(densities.edges == 9.0 / 10)
    #expect(densities.operations == 63.0 / 70)
    #expect(densities.weights == 1 - Double(masks.weights[0].count) / Double(weights))
  }

  /// Figure 2: whatever the masks of its operations, a masked edge computes nothing.
  @Test(arguments: Engine.allCases, [MaskRule.afterSoftmax, .renormalised])
  func aMaskedEdgeSwitchesOffAllItsOperations(engine: Engine, rule: MaskRule) throws {
    var options = Tiny.options
    (options.network.computation.engine, options.masking.rule) = (engine, rule)
    let stage = Tiny.masking(options)
    let batch = Tiny.images.batch([0, 1, 2, 3])
    func logits() throws -> [Float] { try stage.gradients(on: batch).logits.floats }
    /// Changes w* of one edge of every cell.
    func disturb() throws {
      let state = snapshot(stage.state)
      for (name, tensor) in state where name.contains(".edges.3.") && name.hasSuffix("weight") {
        tensor.fill(0.1)
      }
      try stage.restore(state)
    }
    for group in 0..<2 { stage.switchEdges([0, 1, 2, 4], group: group) }
    let before = try logits()
    try disturb()
    #expect(try logits() == before)
    for group in 0..<2 { stage.switchEdges([0, 1, 2, 3, 4], group: group) }
    #expect(try logits() != before)
  }

  // Edges that are on, operations that are on, whether a cell is left.
  @Test(
    arguments: [
      ([3], [21], true), ([3], [20], false), ([], Array(0..<35), false), ([0], [6], true),
      (Array(0..<5), [], false), ([0, 1], Array(14..<35), false), ([1, 4], [7, 34], true),
      // Node 3 sees node 2 alone, which sees nothing.
      ([4], Array(0..<35), false), ([0, 4], Array(7..<35), false),
    ] as [([Int], [Int], Bool)])
  func aCellNeedsAPathFromItsInputs(edges: [Int], operations: [Int], alive: Bool) throws {
    stage.switchEdges(Set(edges), group: 1)
    masks.operations[1].assign(
      Tensor((0..<35).map { operations.contains($0) ? Float(0.01) : 0 }, shape: [5, 7]))
    #expect(try masks.keepsEveryCellAlive() == alive)
  }

  @Test func statesThatDoNotFitAreRefused() throws {
    let groups = stage.architecture.groups
    let state = masks.state(groups: groups)
    for name in ["mask.alpha.normal", "mask.beta.reduction", "mask.weight.\(masks.weightNames[0])"]
    {
      #expect(throws: StateError.self) {
        try masks.load(state.filter { $0.key != name }, groups: groups)
      }
      #expect(throws: StateError.self) {
        try masks.load(state.merging([name: .zeros([1, 2, 3])]) { $1 }, groups: groups)
      }
    }
  }
}
