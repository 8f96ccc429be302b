extension MaskedCellNetwork {
  /// The network as a graph: images to logits, with the supernet's names.
  public func graph() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [network.image])
    let stem = builder.stem(of: network)
    var sources = [GraphBuilder.Value](repeating: stem, count: network.topology.inputs)
    for (plan, cell) in zip(network.plan, cells) {
      let edges = Dictionary(cell.edges.map { ($0.edge, $0) }) { first, _ in first }
      let output = builder.cell(plan, sources, reads: cell.reads) { edge in
        edges[edge].map { kept in
          kept.operations.map { ($0.operation, kept.importance * $0.importance) }
        } ?? []
      }
      sources = sources.dropFirst() + [output]
    }
    let logits = builder.logits(of: network, sources[sources.count - 1])
    return builder.graph(outputs: [logits])
  }
}
