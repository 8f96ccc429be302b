import Architectures
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// The control: random masks of the same density on each level.
struct RandomMasksTests {
  private let stage = Tiny.masking()
  private var masks: HierarchicalMasks { stage.masks }

  init() throws {
    try stage.scatterMasks(seed: 2)
    // Searches leave masked edges with their operations on: these must not get back into the network.
    stage.switchEdges([0, 3], group: 0)
    for edge in [1, 2, 4] { masks.operations[0].selected(edge).fill(0.01) }
  }

  private func state(_ masks: HierarchicalMasks) -> [String: Tensor] {
    masks.state(groups: stage.architecture.groups)
  }

  @Test(arguments: 0..<5)
  func densitiesStay(seed: UInt64) throws {
    let random = try masks.randomized(seed: Seed(seed))
    #expect(random.densities == masks.densities)
    #expect(try random.keepsEveryCellAlive())
    #expect(random.weightNames == masks.weightNames)
    for (mask, other) in zip(masks.weights, random.weights) {
      #expect(masks.binary(mask).sum().item == masks.binary(other).sum().item)
      #expect(mask.shape == other.shape)
    }
  }

  @Test func theSeedDecides() throws {
    let before = snapshot(state(masks))
    let random = try state(masks.randomized(seed: Seed(1)))
    try expectIdentical(state(masks.randomized(seed: Seed(1))), random)
    #expect(try differences(state(masks.randomized(seed: Seed(2))), random).count > 10)
    #expect(try differences(random, before).contains("mask.alpha.normal"))
    try expectIdentical(state(masks), before)
  }

  @Test func everyEdgeIsAsLikely() throws {
    var counts = [Int](repeating: 0, count: 5)
    for seed in 0..<200 {
      let edges = try masks.randomized(seed: Seed(UInt64(seed))).edges[0]
      for (index, on) in masks.binary(edges).floats.enumerated() where on > 0 { counts[index] += 1 }
    }
    #expect(counts.reduce(0, +) == 400)
    // 80 each, less what deals that were dealt again take from the edge between nodes; 25 is over 3 deviations.
    for count in counts { #expect(abs(count - 80) < 25, "\(counts)") }
  }

  @Test func sparseMasksLeaveEveryCellAlive() throws {
    for group in 0..<2 {
      stage.switchEdges([3], group: group)
      masks.operations[group].fill(0)
      masks.operations[group].selected(3).selected(0).fill(0.01)
    }
    for seed in 0..<20 {
      let random = try masks.randomized(seed: Seed(UInt64(seed)))
      #expect(try random.keepsEveryCellAlive())
      #expect(random.densities.operations == 2.0 / 70)
    }
  }
}
