import Architectures
import Testing

@Suite struct CellTests {
  @Test func operationsHaveTheNamesOfDARTS() {
    // PRIMITIVES in genotypes.py of DARTS.
    let names = [
      "none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5",
      "dil_conv_3x3", "dil_conv_5x5",
    ]
    #expect(Operation.darts.map(\.name) == names)
    #expect(Operation.hmNAS.map(\.name) == Array(names.dropFirst()))
    #expect(Operation.builtIn.prefix(names.count).map(\.name) == names)
  }

  @Test func edgesComeByTargetThenBySource() {
    let edges = CellTopology().edges.map(\.description)
    #expect(
      edges == [
        "0-2", "1-2", "0-3", "1-3", "2-3", "0-4", "1-4", "2-4", "3-4", "0-5", "1-5", "2-5",
        "3-5", "4-5",
      ]
    )
  }

  @Test(arguments: 1...8) func indicesAgreeWithTheEdges(nodes: Int) {
    let topology = CellTopology(intermediateNodes: nodes)
    let edges = topology.edges
    #expect(topology.edgeCount == edges.count)
    for target in topology.intermediates {
      let range = topology.edgeIndices(into: target)
      #expect(edges[range].allSatisfy { $0.target == target })
      #expect(range.count == target)
    }
    for (index, edge) in edges.enumerated() {
      #expect(topology.index(of: edge) == index)
    }
  }

  @Test(
    arguments: [
      Edge(source: 0, target: 1), Edge(source: 2, target: 2), Edge(source: 3, target: 2),
      Edge(source: -1, target: 2), Edge(source: 0, target: 6),
    ]
  )
  func otherEdgesHaveNoIndex(edge: Edge) {
    #expect(CellTopology().index(of: edge) == nil)
  }
}
