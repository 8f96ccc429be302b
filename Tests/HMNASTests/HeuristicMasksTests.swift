import Architectures
import TestSupport
import Testing
import Torch

@testable import HMNAS

/// The control that goes by alpha and beta alone.
struct HeuristicMasksTests {
  /// One set of a cell with two inputs and two nodes, three candidates on each of its five edges.
  @Test func theLikeliestOperationsOfTheBestTwoEdgesStay() {
    let topology = CellTopology(intermediateNodes: 2)
    let everything = KeptOperations(all: true, sets: 1, topology: topology, candidates: 3)
    let values: [Float] = [
      0.1, 0.7, 0.2,  // 0-2
      0.4, 0.3, 0.3,  // 1-2
      0.3, 0.3, 0.2,  // 0-3, where the first of equal ones stays
      0.1, 0.1, 0.2,  // 1-3, the least likely one into node 3
      0.2, 0.2, 0.9,  // 2-3
    ]
    let kept = everything.mostLikely([values], edges: 2)
    #expect(
      kept.isKept == [
        [
          false, true, false, true, false, false, true, false, false, false, false, false, false,
          false, true,
        ]
      ])
  }

  /// Alpha and beta of stage 1 decide, whatever the masks have become since.
  @Test func masksThatWereLearnedDoNotCount() throws {
    let stage = Tiny.masking()
    let before = try stage.heuristicMasks().kept()
    try stage.scatterMasks(seed: 3)
    let masks = try stage.heuristicMasks()
    #expect(try masks.kept() == before)
    #expect(try masks.kept() != stage.masks.kept())
    #expect(try masks.keepsEveryCellAlive())
    #expect(masks.densities.weights == 1)
    // In the cell of two nodes, both read two edges.
    #expect(try masks.kept().isKept.map { $0.count { $0 } } == [4, 4])
  }

  /// The control costs what was found, within what one operation makes.
  @Test func withABudgetTheControlCostsNoMore() throws {
    var options = Tiny.options
    options.budget.maxMultiplyAdds = 12_000
    let stage = Tiny.masking(Tiny.search(options, network: Tiny.chain), options)
    stage.run(0..<6)
    _ = try stage.finishEpoch(options.masking.epochs - 1)
    let costs = try #require(stage.budget?.budget).costs[0]
    let found = costs.table.cost(of: try stage.masks.kept())
    let control = costs.table.cost(of: try stage.heuristicMasks().kept())
    #expect(found <= 12_000 && control <= found)
  }
}
