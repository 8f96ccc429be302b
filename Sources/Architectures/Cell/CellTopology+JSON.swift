extension CellTopology: Codable {
  private enum Key: String, CodingKey {
    case inputs, intermediateNodes, edges, outputs
  }

  /// Decodes a topology; keys that are missing say that it is as in DARTS.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      inputs: try container.decodeIfPresent(Int.self, forKey: .inputs) ?? 2,
      intermediateNodes: try container.decode(Int.self, forKey: .intermediateNodes),
      edges: try container.decodeIfPresent([Edge].self, forKey: .edges),
      outputs: try container.decodeIfPresent([Int].self, forKey: .outputs))
  }

  /// Encodes the number of nodes, and all else where it is not as in DARTS.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if inputs != 2 { try container.encode(inputs, forKey: .inputs) }
    try container.encode(intermediateNodes, forKey: .intermediateNodes)
    try container.encodeIfPresent(partialEdges, forKey: .edges)
    try container.encodeIfPresent(partialOutputs, forKey: .outputs)
  }
}

extension CellTopology {
  /// Checks that the graph is one of a cell.
  ///
  /// - Throws: `ArchitectureError` for a size out of its range, edges that are none or out of order, a node without
  ///   edges, and outputs that are no intermediate nodes or out of order.
  public func validate() throws(ArchitectureError) {
    for (name, value, range) in [
      ("topology.inputs", inputs, Self.inputCounts),
      ("topology.intermediateNodes", intermediateNodes, Self.nodeCounts),
    ] where !range.contains(value) {
      throw .sizeOutOfRange(name: name, value: value, expected: range)
    }
    var last: Edge?
    for edge in partialEdges ?? [] {
      guard intermediates.contains(edge.target), (0..<edge.target).contains(edge.source) else {
        throw .impossibleTopology(
          "has the edge \(edge)", expected: "an earlier node connected to an intermediate node")
      }
      if let last, (last.target, last.source) >= (edge.target, edge.source) {
        throw .impossibleTopology(
          "has the edge \(edge) behind \(last)",
          expected: "each edge once, by target, then by source")
      }
      last = edge
    }
    if let node = intermediates.first(where: { edgeIndices(into: $0).isEmpty }) {
      throw .impossibleTopology("has no edge into node \(node)", expected: "at least one")
    }
    guard !outputs.isEmpty, outputs.allSatisfy(intermediates.contains),
      zip(outputs, outputs.dropFirst()).allSatisfy(<)
    else {
      throw .impossibleTopology(
        "has the outputs \(outputs)",
        expected: "some of the nodes \(intermediates.lowerBound) to "
          + "\(intermediates.upperBound - 1), ascending")
    }
  }
}
