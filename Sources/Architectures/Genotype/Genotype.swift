/// Two cells as the DARTS code writes them: for each node two operations, and what each of them reads.
///
/// A genotype says what a network of cells is made of, but not how many cells and channels it has. Nodes 0 and 1 are the
/// outputs of the two cells before; the others follow, two operations after the other.
public struct Genotype: Hashable, Sendable {
  /// An operation and the node that it reads.
  public struct Step: Hashable, Sendable {
    /// The name in the DARTS code.
    public var operation: String
    /// From 0; before the node that the operation leads to.
    public var source: Int

    /// An operation that reads a node.
    public init(_ operation: String, _ source: Int) {
      self.operation = operation
      self.source = source
    }
  }

  /// A cell of a kind.
  public struct Cell: Hashable, Sendable {
    /// Two for each node, in the order of the nodes.
    public var steps: [Step]
    /// The nodes whose concatenation is the output, ascending.
    public var outputs: [Int]

    /// A cell of steps.
    public init(_ steps: [Step], outputs: [Int]) {
      self.steps = steps
      self.outputs = outputs
    }
  }

  /// The cell that keeps the size.
  public var normal: Cell
  /// The cell that halves it.
  public var reduction: Cell

  /// Puts both cells together; `network` tells whether they can be built.
  public init(normal: Cell, reduction: Cell) {
    self.normal = normal
    self.reduction = reduction
  }
}

extension Genotype: CustomStringConvertible {
  /// As the DARTS code prints it.
  public var description: String {
    func text(_ cell: Cell) -> String {
      "[" + cell.steps.map { "('\($0.operation)', \($0.source))" }.joined(separator: ", ") + "]"
    }
    return "Genotype(normal=\(text(normal)), normal_concat=\(normal.outputs), "
      + "reduce=\(text(reduction)), reduce_concat=\(reduction.outputs))"
  }
}
