/// A cell of NAS-Bench-201 (Dong and Yang, ICLR 2020): four nodes, an operation on each of the six
/// edges between them.
public struct NASBench201Cell: Hashable, Sendable {
  /// The operation on an edge; the raw values are the benchmark's.
  public enum Operation: String, Codable, Hashable, Sendable, CaseIterable {
    /// No connection.
    case none
    /// The identity.
    case skipConnect = "skip_connect"
    /// ReLU, 1x1 convolution, batch norm.
    case convolution1x1 = "nor_conv_1x1"
    /// ReLU, 3x3 convolution, batch norm.
    case convolution3x3 = "nor_conv_3x3"
    /// 3x3 average pooling.
    case averagePool3x3 = "avg_pool_3x3"
  }

  /// The operations of the edges by target, then by source: 0-1, 0-2, 1-2, 0-3, 1-3, 2-3.
  public let operations: [Operation]

  /// A cell of six operations.
  public init(_ operations: [Operation]) {
    precondition(operations.count == 6, "\(operations.count) operations, expected 6")
    self.operations = operations
  }

  /// Reads the benchmark's text, such as
  /// `|none~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|`.
  ///
  /// - Throws: `ArchitectureError` for any other text.
  public init(code: String) throws(ArchitectureError) {
    let names = code.split { "|+".contains($0) }.compactMap { $0.split(separator: "~").first }
    let operations = names.compactMap { Operation(rawValue: String($0)) }
    guard operations.count == 6, NASBench201Cell(operations).code == code else {
      throw .malformedCode(code, expected: "six operations, such as \(Self.example.code)")
    }
    self.init(operations)
  }

  private static let example = NASBench201Cell(
    [.skipConnect, .none, .convolution1x1, .none, .averagePool3x3, .convolution3x3]
  )

  /// The benchmark's text.
  public var code: String {
    var edge = 0
    let nodes = (1...3).map { target in
      let inputs = (0..<target).map { source in
        defer { edge += 1 }
        return "|\(operations[edge].rawValue)~\(source)"
      }
      return inputs.joined() + "|"
    }
    return nodes.joined(separator: "+")
  }

  /// The number of edges with the identity.
  public var identities: Int { operations.count { $0 == .skipConnect } }
}

extension NASBench201Cell: CustomStringConvertible {
  /// The benchmark's text.
  public var description: String { code }
}
