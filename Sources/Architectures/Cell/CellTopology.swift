/// The graph of a cell: its inputs, its intermediate nodes, the edges to them, and the nodes that make the output.
///
/// In DARTS and HM-NAS a cell reads the two cells before it, every node sees all that comes before it, and the output
/// is the concatenation of the intermediate nodes. In NAS-Bench-201 it reads one, and its last node alone is the
/// output.
///
/// Nothing is checked here: `validate()` tells whether what comes from outside is a cell.
public struct CellTopology: Hashable, Sendable {
  /// The number of inputs, which are the nodes from 0 on: the outputs of as many cells before.
  public var inputs: Int
  /// The number of intermediate nodes; 4 in DARTS and HM-NAS.
  public var intermediateNodes: Int
  /// The edges, where not every intermediate node sees all nodes before it.
  let partialEdges: [Edge]?
  /// The nodes that make the output, where not all intermediate nodes do.
  let partialOutputs: [Int]?

  /// A topology of nodes between the inputs and the output.
  ///
  /// - Parameters:
  ///   - inputs: 1 or 2.
  ///   - intermediateNodes: From 1 on.
  ///   - edges: By target, then by source; nil for all from an earlier node to an intermediate node.
  ///   - outputs: The intermediate nodes that are concatenated, ascending; nil for all.
  public init(
    inputs: Int = 2, intermediateNodes: Int = 4, edges: [Edge]? = nil, outputs: [Int]? = nil
  ) {
    self.inputs = inputs
    self.intermediateNodes = intermediateNodes
    // What a topology of a valid size has anyway is not kept, so that equal ones are equal.
    let isSized =
      Self.inputCounts.contains(inputs) && Self.nodeCounts.contains(intermediateNodes)
    let nodes = isSized ? inputs..<(inputs + intermediateNodes) : 0..<0
    partialEdges = isSized && edges == Self.edges(into: nodes) ? nil : edges
    partialOutputs = isSized && outputs == Array(nodes) ? nil : outputs
  }

  static let inputCounts = 1...2
  static let nodeCounts = 1...16

  /// The cell of NAS-Bench-201: one input and three nodes, of which the last is the output.
  public static let nasBench201 = CellTopology(inputs: 1, intermediateNodes: 3, outputs: [3])

  /// A chain: a node reads the node before it and up to two earlier ones, and the last one is the output.
  ///
  /// Only the first node reads the input of the cell: where the cell reduces, operations on it take as much time as all
  /// behind them.
  ///
  /// - Parameter nodes: From 1 on.
  /// - Returns: A topology of one input.
  public static func chain(nodes: Int) -> CellTopology {
    CellTopology(
      inputs: 1, intermediateNodes: nodes,
      edges: nodes < 1
        ? []
        : (1...nodes).flatMap { node in
          (node == 1 ? 0..<1 : max(node - 3, 1)..<node).map { Edge(source: $0, target: node) }
        },
      outputs: [nodes])
  }

  /// The nodes between the inputs and the output: with 2 inputs 2, 3, and so on.
  public var intermediates: Range<Int> { inputs..<(inputs + intermediateNodes) }

  /// The edges by target, then by source: 0-2, 1-2, 0-3, 1-3, 2-3, and so on.
  public var edges: [Edge] { partialEdges ?? Self.edges(into: intermediates) }

  /// The number of edges: 14 for 2 inputs and 4 nodes.
  public var edgeCount: Int { partialEdges?.count ?? firstIndex(into: intermediates.upperBound) }

  /// The nodes that are concatenated; a single one is the output as it is.
  public var outputs: [Int] { partialOutputs ?? Array(intermediates) }

  /// Whether the nodes in their order are the output.
  public var concatenatesAllNodes: Bool { partialOutputs == nil }

  /// The same nodes and edges with another output.
  func withOutputs(_ outputs: [Int]) -> CellTopology {
    CellTopology(
      inputs: inputs, intermediateNodes: intermediateNodes, edges: partialEdges, outputs: outputs)
  }

  private static func edges(into nodes: Range<Int>) -> [Edge] {
    nodes.flatMap { target in (0..<target).map { Edge(source: $0, target: target) } }
  }

  /// The position of the first edge into a node, where every node sees all before it.
  private func firstIndex(into target: Int) -> Int {
    (target * (target - 1) - inputs * (inputs - 1)) / 2
  }

  /// The positions in `edges` of the edges into an intermediate node.
  ///
  /// - Parameter target: An intermediate node.
  /// - Returns: As many positions as `target` has edges; with all edges, as there are nodes before it.
  public func edgeIndices(into target: Int) -> Range<Int> {
    precondition(intermediates.contains(target), "node \(target) is not in \(intermediates)")
    guard let partialEdges else {
      let first = firstIndex(into: target)
      return first..<(first + target)
    }
    let first = partialEdges.firstIndex { $0.target >= target } ?? partialEdges.count
    return first..<(first + partialEdges.count { $0.target == target })
  }

  /// The position of an edge in `edges`, or nil where the topology does not have it.
  public func index(of edge: Edge) -> Int? {
    if let partialEdges { return partialEdges.firstIndex(of: edge) }
    guard intermediates.contains(edge.target), (0..<edge.target).contains(edge.source) else {
      return nil
    }
    return firstIndex(into: edge.target) + edge.source
  }

  /// Whether the output depends on an input where only some edges connect anything.
  ///
  /// - Parameter connected: The edges that do, in the order of the topology.
  /// - Returns: Whether they lead from an input to a node of the output; a node that only sees nodes without inputs is
  ///   constant.
  public func isAlive(_ connected: some Sequence<Edge>) -> Bool {
    let reached = nodesReached(by: connected)
    return outputs.contains(where: reached.contains)
  }

  /// The nodes that depend on an input where only some edges connect anything, the inputs among them.
  ///
  /// - Parameter connected: The edges that do, in the order of the topology.
  /// - Returns: Inputs and intermediate nodes.
  public func nodesReached(by connected: some Sequence<Edge>) -> Set<Int> {
    // Edges come by target, so what an edge reads is settled before it.
    connected.reduce(into: Set(0..<inputs)) { reached, edge in
      if reached.contains(edge.source) { reached.insert(edge.target) }
    }
  }

  /// The nodes that the output depends on where only some edges connect anything, those of the output among them.
  ///
  /// - Parameter connected: The edges that do, in the order of the topology.
  /// - Returns: Inputs and intermediate nodes.
  public func nodesRead(by connected: some BidirectionalCollection<Edge>) -> Set<Int> {
    connected.reversed().reduce(into: Set(outputs)) { read, edge in
      if read.contains(edge.target) { read.insert(edge.source) }
    }
  }
}
