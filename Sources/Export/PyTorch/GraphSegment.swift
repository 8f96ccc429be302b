import Architectures

/// Neighbouring nodes of one part of a network, such as those of `cells.0`.
struct GraphSegment {
  /// The part.
  let part: String
  /// Its nodes, those that nothing depends on too.
  let nodes: Range<Int>

  /// The segments of a graph in order.
  static func all(of graph: NetworkGraph) -> [GraphSegment] {
    var segments: [GraphSegment] = []
    for (index, node) in graph.nodes.enumerated() {
      let last = segments.last
      let start = last?.part == node.part ? segments.removeLast().nodes.lowerBound : index
      segments.append(GraphSegment(part: node.part, nodes: start..<index + 1))
    }
    return segments
  }

  /// The values that the segment reads of others, in the order of their first use.
  func inputs(_ reading: GraphReading) -> [Int] {
    var inputs: [Int] = []
    for node in nodes where reading.isLive[node] {
      for value in reading.graph.nodes[node].inputs where !gives(value, reading) {
        if !inputs.contains(value) { inputs.append(value) }
      }
    }
    return inputs
  }

  /// The values that the segment gives to others.
  func outputs(_ reading: GraphReading) -> [Int] {
    nodes.filter { reading.isLive[$0] }.map(reading.graph.value(ofNode:)).filter { value in
      reading.graph.outputs.contains(value)
        || reading.readers[value].contains { !nodes.contains($0) }
    }
  }

  private func gives(_ value: Int, _ reading: GraphReading) -> Bool {
    reading.node(giving: value).map(nodes.contains) ?? false
  }
}
