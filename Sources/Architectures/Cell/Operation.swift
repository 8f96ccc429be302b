/// A candidate operation on an edge of a cell: a name, what it computes, and how it looks.
///
/// What it computes is a piece of a `NetworkGraph`; its cost, its weights, its memory and its export follow from that.
/// At stride 2 an operation turns a side of `n` pixels into `ceil(n / 2)`. Where a node has other
/// channels than what is read, an operation may change them; one that keeps them is followed by a 1x1 convolution.
///
/// A new operation is a file in `Operations` and a line in `Operation.builtIn`; a program of its own calls `register`.
public struct Operation: Sendable {
  /// Adds what the operation computes to a graph, and gives the result; nil for no connection.
  public typealias Build =
    @Sendable (
      inout GraphBuilder, GraphBuilder.Value, Site
    ) -> GraphBuilder.Value?

  /// The name, in files and in the names of weights; those of the DARTS code where it has the operation.
  public let name: String
  /// How it looks in drawings.
  public let chip: Chip
  let build: Build

  /// An operation.
  ///
  /// - Parameters:
  ///   - name: Lower-case letters, digits and underscores.
  ///   - chip: How it looks in drawings.
  ///   - build: Adds what it computes to a graph.
  public init(_ name: String, chip: Chip, build: @escaping Build) {
    precondition(
      !name.isEmpty && name.utf8.allSatisfy { Self.characters.contains($0) },
      "an operation's name consists of lower-case letters, digits and underscores, not \(name)")
    self.name = name
    self.chip = chip
    self.build = build
  }

  private static let characters = Set("abcdefghijklmnopqrstuvwxyz0123456789_".utf8)

  /// Where an operation stands.
  public struct Site: Hashable, Sendable {
    /// 1 or 2.
    public let stride: Int
    /// The channels of the node that it leads to; most often those of what it reads.
    public let channels: Int
    /// Whether normalisations have a scale and a shift; search networks have none.
    public let hasWeights: Bool
  }

  /// What stands for an operation in drawings.
  public struct Chip: Hashable, Sendable {
    /// A name of four characters at most.
    public let text: String
    /// The colour, as in SVG.
    public let colour: String

    /// A chip.
    public init(_ text: String, colour: String) {
      self.text = text
      self.colour = colour
    }
  }
}

extension Operation: Hashable {
  /// Whether the names are the same.
  public static func == (left: Operation, right: Operation) -> Bool { left.name == right.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Operation: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
