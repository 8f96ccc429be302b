/// A cell of NAS-Bench-201 (Dong and Yang, ICLR 2020): four nodes, an operation on each of the six
/// edges between them.
public struct NASBench201Cell: Hashable, Sendable {
  /// The graph of the cell.
  public static let topology = CellTopology.nasBench201

  /// The operations of the edges by target, then by source: 0-1, 0-2, 1-2, 0-3, 1-3, 2-3.
  public let operations: [Operation]

  /// A cell of six operations of `Operation.nasBench201`.
  public init(_ operations: [Operation]) {
    precondition(operations.count == 6, "\(operations.count) operations, expected 6")
    if let other = operations.first(where: { !Operation.nasBench201.contains($0) }) {
      preconditionFailure("\(other) is no operation of NAS-Bench-201")
    }
    self.operations = operations
  }

  /// Reads the benchmark's text, such as
  /// `|none~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|`.
  ///
  /// - Throws: `ArchitectureError` for any other text.
  public init(code: String) throws(ArchitectureError) {
    let names = code.split { "|+".contains($0) }.compactMap { $0.split(separator: "~").first }
    let operations = names.compactMap { Self.candidates[$0] }
    guard operations.count == 6, NASBench201Cell(operations).code == code else {
      throw .malformedCode(code, expected: "six operations, such as \(Self.example.code)")
    }
    self.init(operations)
  }

  private static let example = NASBench201Cell(
    [.skipConnect, .none, .convolution1x1, .none, .plainAveragePool3x3, .convolution3x3]
  )

  /// The operations by the names of the benchmark.
  private static let candidates = Dictionary(
    uniqueKeysWithValues: Operation.nasBench201.map { ($0.nameInNASBench201[...], $0) })

  /// The benchmark's text.
  public var code: String {
    Self.topology.intermediates.map { node in
      Self.topology.edgeIndices(into: node).map { index in
        "|\(operations[index].nameInNASBench201)~\(Self.topology.edges[index].source)"
      }.joined() + "|"
    }.joined(separator: "+")
  }

  /// The number of edges with the identity.
  public var identities: Int { operations.count { $0 == .skipConnect } }
}

extension NASBench201Cell: CustomStringConvertible {
  /// The benchmark's text.
  public var description: String { code }
}

extension Operation {
  fileprivate var nameInNASBench201: String {
    self == .plainAveragePool3x3 ? "avg_pool_3x3" : name
  }
}
