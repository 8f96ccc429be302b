import Architectures
import Testing

@Suite struct StatisticsTests {
  // The numbers of Figure 4 of the paper, for a cell as sparse as the one it shows.
  @Test func statisticsAreThoseOfTheFigure() {
    let network = MaskedCellNetwork.sparse()
    let statistics = CellStatistics(of: network.cells[0], in: network.network)
    #expect(statistics.inDegrees == [2, 1, 2, 2])
    #expect(statistics.inDegreeHistogram == [0, 1, 3, 0, 0, 0])
    #expect(statistics.operationsPerEdge == [3, 2, 0, 0, 4, 0, 2, 3, 0, 0, 0, 0, 2, 4])
    #expect(statistics.operationsPerEdgeHistogram == [7, 0, 3, 2, 2, 0, 0, 0])
    #expect(statistics.edges == 7)
    #expect(statistics.operations == 20)
    #expect(network.inDegrees == [[Int]](repeating: [2, 1, 2, 2], count: 3))
    #expect(network.operationsPerEdge.map { $0.reduce(0, +) } == [20, 20, 20])
  }

  @Test func nodesAndInputsKnowTheirEdges() {
    let cell = MaskedCell(
      kind: .normal,
      edges: [
        MaskedEdge(
          edge: Edge(source: 1, target: 3),
          importance: 1,
          operations: [WeightedOperation(operation: .skipConnect, importance: 1)]
        )
      ]
    )
    #expect((0..<6).map(cell.reads) == [false, true, false, false, false, false])
    #expect((2..<6).map(cell.isLive) == [false, true, false, false])
  }
}
