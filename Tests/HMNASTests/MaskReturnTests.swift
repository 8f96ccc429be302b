import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// Masks that cross the threshold in both directions, driven by momentum of our own.
struct MaskReturnTests {
  private let search = Tiny.search()
  private let stage: MaskStage

  init() { stage = Tiny.masking(search) }

  /// Goes on from a state in which Adam pushes some masks by about 0.7 of the rate, and no others.
  ///
  /// The optimiser's tensors are the operations of every group, then the edges of every group.
  private func step(pushing tensor: Int, by direction: (Int) -> Float) throws {
    var state = snapshot(stage.state)
    for (name, value) in state where name.hasPrefix("architectureMask.square.") { value.fill(1) }
    state["architectureMask.steps"] = Tensor([Int64(1000)], shape: [1])
    let mean = try #require(state["architectureMask.mean.\(tensor)"])
    // A mask falls where the mean of its gradient is positive.
    mean.assign(Tensor((0..<mean.count).map { -direction($0) }, shape: mean.shape))
    try stage.restore(state)
    stage.run(0..<1)
  }

  /// Edges of the reduction cells: the last of the four mask tensors.
  private let edges = 3

  @Test func operationsComeBack() throws {
    let mask = stage.masks.operations[0]
    mask.assign(.full(mask.shape, value: 0.0045))
    stage.switchEdges([0, 1, 2, 3, 4], group: 0)
    #expect(stage.masks.binary(mask).sum().item == 0)
    try step(pushing: 0) { $0 == 11 ? 1 : 0 }
    let on: [Float] = stage.masks.binary(mask).floats
    #expect(on.indices.filter { on[$0] == 1 } == [11])
  }

  @Test func edgesComeBackWithTheirOperations() throws {
    stage.switchEdges([0, 2], group: 1)
    try step(pushing: edges) { $0 == 4 ? 8 : 0 }
    let carved = try stage.carve().architecture
    #expect(carved.cells[1].edges.map(\.edge.description) == ["0-2", "0-3", "2-3"])
    #expect(carved.cells[1].edges[2].operations.count == 7)
  }

  @Test func weightsComeBackAsTheyWere() throws {
    let name = try #require(stage.masks.weightNames.first)
    let weight = try #require(stage.state[name]).clone()
    stage.masks.weights[0].fill(0)
    _ = try stage.gradients(on: Tiny.images.batch([0, 1]))
    #expect(search.store[name]?.tensor.nonZeroCount == 0)
    stage.masks.weights[0].fill(0.01)
    _ = try stage.gradients(on: Tiny.images.batch([0, 1]))
    #expect(search.store[name]?.tensor.floats == weight.floats)
  }

  @Test func killingAnEdgeThatIsNotTheLastIsDone() throws {
    stage.switchEdges([3, 4], group: 1)
    try step(pushing: edges) { $0 == 4 ? -8 : 0 }
    #expect(stage.masks.binary(stage.masks.edges[1]).floats == [0, 0, 0, 1, 0])
    #expect(stage.refusedSteps == 0)
  }

  @Test func killingTheLastInputOfTheLastNodeIsRefused() throws {
    stage.switchEdges([3], group: 1)
    let before = snapshot(stage.masks.state(groups: stage.architecture.groups))
    try step(pushing: edges) { $0 == 3 ? -8 : 0 }
    #expect(stage.masks.binary(stage.masks.edges[1]).floats == [0, 0, 0, 1, 0])
    #expect(stage.refusedSteps == 1)
    // No mask of operations or edges moved; those of weights did.
    let moved = try differences(stage.masks.state(groups: stage.architecture.groups), before)
    #expect(!moved.isEmpty)
    #expect(moved.allSatisfy { $0.hasPrefix("mask.weight.") })
  }

  /// Node 3 would then see node 2 alone, which sees nothing.
  @Test func cuttingTheCellFromItsInputsIsRefused() throws {
    stage.switchEdges([0, 4], group: 1)
    try step(pushing: edges) { $0 == 0 ? -8 : 0 }
    #expect(stage.masks.binary(stage.masks.edges[1]).floats == [1, 0, 0, 0, 1])
    #expect(stage.refusedSteps == 1)
  }

  @Test func killingTheLastOperationIsRefused() throws {
    stage.switchEdges([3], group: 1)
    let operations = stage.masks.operations[1]
    operations.assign(Tensor((0..<35).map { $0 == 23 ? Float(0.006) : 0 }, shape: [5, 7]))
    try step(pushing: 1) { $0 == 23 ? -8 : 0 }
    #expect(stage.masks.binary(operations).sum().item == 1)
    #expect(stage.refusedSteps == 1)
    #expect(try stage.finishEpoch(0)["refusedSteps"] == 1)
  }
}
