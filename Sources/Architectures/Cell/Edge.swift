/// A connection of two nodes of a cell.
///
/// The first nodes are the inputs of the cell: with two of them, nodes 0 and 1 are the outputs of the cells k-2 and
/// k-1. The intermediate nodes follow.
public struct Edge: Hashable, Codable, Sendable {
  /// The node that the edge reads.
  public var source: Int
  /// The node that the edge adds to.
  public var target: Int

  /// Connects `source` to `target`.
  public init(source: Int, target: Int) {
    self.source = source
    self.target = target
  }
}

extension Edge: CustomStringConvertible {
  /// The edge as "source-target", such as "0-2".
  public var description: String { "\(source)-\(target)" }
}
