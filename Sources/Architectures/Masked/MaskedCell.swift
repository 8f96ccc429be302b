/// What the masks leave of one cell: the surviving edges, each with at least one operation.
public struct MaskedCell: Hashable, Codable, Sendable {
  /// Whether the cell reduces.
  public var kind: CellKind
  /// The surviving edges, in the order of the topology.
  public var edges: [MaskedEdge]

  /// A cell of the given edges.
  public init(kind: CellKind, edges: [MaskedEdge]) {
    self.kind = kind
    self.edges = edges
  }

  /// Whether a surviving edge reads `node`, an input or an intermediate node.
  ///
  /// An input that no edge reads needs no preprocessing: it is neither built nor counted.
  public func reads(_ node: Int) -> Bool {
    edges.contains { $0.edge.source == node }
  }

  /// Whether a surviving edge enters an intermediate node.
  ///
  /// A node that is not live outputs zeros, and still takes its slot in the concatenation.
  public func isLive(_ node: Int) -> Bool {
    edges.contains { $0.edge.target == node }
  }

  /// Whether the output depends on an input of the cell: edges lead from one to a node of the output.
  ///
  /// Edges without an operation other than `none` lead nowhere.
  public func isAlive(in topology: CellTopology) -> Bool {
    topology.isAlive(
      edges.lazy.filter { $0.operations.contains { $0.operation != .none } }.map(\.edge))
  }
}

/// A surviving edge: `importance * sum(weight of an operation * operation(source))`.
public struct MaskedEdge: Hashable, Codable, Sendable {
  /// The nodes that are connected.
  public var edge: Edge
  /// The factor of the edge's contribution to its target, from the edge parameters beta.
  public var importance: Float
  /// The surviving operations, at least one.
  public var operations: [WeightedOperation]

  /// An edge with its factor and its operations.
  public init(edge: Edge, importance: Float, operations: [WeightedOperation]) {
    self.edge = edge
    self.importance = importance
    self.operations = operations
  }
}

/// A surviving operation and its factor.
public struct WeightedOperation: Hashable, Codable, Sendable {
  /// The operation.
  public var operation: Operation
  /// The factor of the operation's output, from the operation parameters alpha.
  public var importance: Float

  /// An operation with its factor.
  public init(operation: Operation, importance: Float) {
    self.operation = operation
    self.importance = importance
  }
}
