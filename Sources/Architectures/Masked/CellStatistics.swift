/// How much of a cell survived, as in Figure 4 (b) and (c) of the HM-NAS paper.
public struct CellStatistics: Hashable, Codable, Sendable {
  /// The number of surviving edges into each intermediate node.
  public let inDegrees: [Int]
  /// The number of surviving operations of every edge of the topology; 0 where the edge is gone.
  public let operationsPerEdge: [Int]
  /// The number of nodes by in-degree: element `d` counts the nodes with `d` inputs.
  public let inDegreeHistogram: [Int]
  /// The number of edges by operations: element `n` counts the edges that keep `n` operations.
  public let operationsPerEdgeHistogram: [Int]

  /// The number of surviving edges.
  public var edges: Int { inDegrees.reduce(0, +) }

  /// The number of surviving operations.
  public var operations: Int { operationsPerEdge.reduce(0, +) }

  /// Counts what survived of `cell` in `network`.
  ///
  /// The cell must be valid in the network.
  public init(of cell: MaskedCell, in network: CellNetwork) {
    let topology = network.topology
    var operationsPerEdge = [Int](repeating: 0, count: topology.edgeCount)
    for masked in cell.edges {
      guard let index = topology.index(of: masked.edge) else {
        preconditionFailure("edge \(masked.edge) is not in the topology")
      }
      operationsPerEdge[index] = masked.operations.count
    }
    self.operationsPerEdge = operationsPerEdge
    inDegrees = topology.intermediates.map { node in
      operationsPerEdge[topology.edgeIndices(into: node)].count { $0 > 0 }
    }
    inDegreeHistogram = inDegrees.histogram(upTo: topology.intermediates.upperBound - 1)
    operationsPerEdgeHistogram = operationsPerEdge.histogram(upTo: network.operations.count)
  }
}

extension MaskedCellNetwork {
  /// What survived of each cell.
  public var statistics: [CellStatistics] {
    cells.map { CellStatistics(of: $0, in: network) }
  }

  /// The surviving edges into each intermediate node, for each cell.
  public var inDegrees: [[Int]] { statistics.map(\.inDegrees) }

  /// The surviving operations of every edge of the topology, for each cell.
  public var operationsPerEdge: [[Int]] { statistics.map(\.operationsPerEdge) }
}

extension [Int] {
  /// Element `n` of the result is the number of elements that are `n`.
  fileprivate func histogram(upTo maximum: Int) -> [Int] {
    reduce(into: [Int](repeating: 0, count: maximum + 1)) { $0[$1] += 1 }
  }
}
