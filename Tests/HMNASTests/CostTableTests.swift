import Architectures
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// What parts cost, against the networks that are carved.
struct CostTableTests {
  private static var counts: [KeyPath<Cost, Int>] { [\.multiplyAdds, \.parameters] }

  @Test(arguments: ArchitectureSharing.allCases, [1, 2, 3] as [UInt64])
  func partsAddUpToTheCarvedNetwork(sharing: ArchitectureSharing, seed: UInt64) throws {
    var options = Tiny.options
    options.network.sharing = sharing
    let stage = Tiny.masking(Tiny.search(options), options)
    try stage.scatterMasks(seed: seed)
    let cost = try stage.carve().architecture.cost().total
    for count in Self.counts {
      let table = CostTable(Tiny.network, groups: stage.architecture.cellGroups, of: count)
      #expect(try table.cost(of: stage.masks.kept()) == Double(cost[keyPath: count]))
    }
  }

  /// Cells whose first input nothing reads: it is not brought to their size.
  @Test func anInputThatNothingReadsCostsNothing() throws {
    let stage = Tiny.masking()
    for group in 0..<2 { stage.switchEdges([1, 4], group: group) }
    let table = CostTable(
      Tiny.network, groups: stage.architecture.cellGroups, of: \.multiplyAdds)
    let carved = try stage.carve().architecture.cost().total.multiplyAdds
    #expect(try table.cost(of: stage.masks.kept()) == Double(carved))
  }

  @Test func theWholeSupernetIsEverything() {
    let groups = CellGroups(Tiny.network, sharing: .perCellKind)
    let everything = KeptOperations(
      all: true, sets: 2, topology: Tiny.network.topology, candidates: 7)
    let cost = Tiny.network.supernetCost().total
    for count in Self.counts {
      let table = CostTable(Tiny.network, groups: groups, of: count)
      #expect(table.cost(of: everything) == Double(cost[keyPath: count]))
    }
  }

  /// Against every subset of the operations of a cell of two nodes.
  @Test(arguments: [3, 17, 99] as [UInt64], [[3], nil])
  func theSmallestIsTheSmallestOfAll(seed: UInt64, outputs: [Int]?) {
    let topology = CellTopology(intermediateNodes: 2, outputs: outputs)
    var generator = SplitMix64(seed: seed)
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in generator.fraction() } }
    let table = CostTable(fixed: 1, inputs: [numbers(2)], operations: [numbers(10)])
    var least = Double.infinity
    for bits in 0..<1024 {
      let kept = KeptOperations(
        [(0..<10).map { bits >> $0 & 1 == 1 }], topology: topology, candidates: 2)
      if kept.isAlive(set: 0) { least = min(least, table.cost(of: kept)) }
    }
    let smallest = table.smallest(topology, candidates: 2)
    #expect(smallest.isAlive(set: 0))
    expectClose(table.cost(of: smallest), least, tolerance: 1e-12)
  }
}
