/// How a supernet weights the edges and operations of the cells that share a set of weights.
public struct CellState: Codable, Hashable, Sendable {
  /// Such as `normal`, or `cell2` where every cell has weights of its own.
  public var name: String
  /// The cells that share it, by their position in the network.
  public var cells: [Int]
  /// The nodes from 0 on that the cell reads.
  public var inputs: Int
  /// The nodes between the inputs and the output.
  public var nodes: Int
  /// The candidate operations of every edge, by name.
  public var operations: [String]
  /// The edges by target, then by source.
  public var edges: [EdgeState]

  /// Puts the values together.
  public init(
    name: String, cells: [Int], inputs: Int, nodes: Int, operations: [String], edges: [EdgeState]
  ) {
    self.name = name
    self.cells = cells
    self.inputs = inputs
    self.nodes = nodes
    self.operations = operations
    self.edges = edges
  }

  /// One edge.
  public struct EdgeState: Codable, Hashable, Sendable {
    /// The node that it reads.
    public var source: Int
    /// The node that it adds to.
    public var target: Int
    /// Its share of its node, in [0, 1]; 1 where edges have no weights.
    public var weight: Float
    /// The share of each operation in the edge, in [0, 1].
    public var operations: [Float]
    /// The real-valued mask of the edge; nil where there are no masks.
    public var mask: Float?
    /// The real-valued mask of each operation; nil where there are no masks.
    public var operationMasks: [Float]?
    /// Whether each operation is in the network that the masks leave; nil where there are no masks.
    public var kept: [Bool]?

    /// Puts the values of an edge without masks together.
    public init(source: Int, target: Int, weight: Float, operations: [Float]) {
      self.source = source
      self.target = target
      self.weight = weight
      self.operations = operations
    }
  }

  /// Whether the edges connect nodes of the cell and have a number for each operation.
  var isSound: Bool {
    // Far more than any cell has, so that sums of them are numbers.
    guard (1...999).contains(inputs), (1...999).contains(nodes) else { return false }
    return edges.allSatisfy { edge in
      0 <= edge.source && edge.source < edge.target && inputs <= edge.target
        && edge.target < inputs + nodes && edge.operations.count == operations.count
        && (edge.operationMasks?.count ?? operations.count) == operations.count
        && (edge.kept?.count ?? operations.count) == operations.count
    }
  }
}
