/// The graph of a cell in which every intermediate node sees both inputs and all nodes before it.
public struct CellTopology: Hashable, Codable, Sendable {
  /// The number of intermediate nodes; 4 in DARTS and HM-NAS.
  public var intermediateNodes: Int

  /// A topology of `intermediateNodes` nodes between the two inputs and the output.
  public init(intermediateNodes: Int = 4) {
    self.intermediateNodes = intermediateNodes
  }

  /// The nodes between the inputs and the output: 2, 3, and so on.
  public var intermediates: Range<Int> { 2..<(2 + intermediateNodes) }

  /// The number of edges, `n (n + 3) / 2`: 14 for 4 nodes.
  public var edgeCount: Int { intermediateNodes * (intermediateNodes + 3) / 2 }

  /// The edges by target, then by source: 0-2, 1-2, 0-3, 1-3, 2-3, and so on.
  public var edges: [Edge] {
    intermediates.flatMap { target in
      (0..<target).map { Edge(source: $0, target: target) }
    }
  }

  /// The positions in `edges` of the edges into an intermediate node.
  ///
  /// - Parameter target: An intermediate node, from 2.
  /// - Returns: As many positions as there are nodes before `target`.
  public func edgeIndices(into target: Int) -> Range<Int> {
    precondition(intermediates.contains(target), "node \(target) is not in \(intermediates)")
    let first = target * (target - 1) / 2 - 1
    return first..<(first + target)
  }

  /// The position of an edge in `edges`, or nil where the topology does not have it.
  public func index(of edge: Edge) -> Int? {
    guard intermediates.contains(edge.target), (0..<edge.target).contains(edge.source) else {
      return nil
    }
    return edgeIndices(into: edge.target).lowerBound + edge.source
  }
}
