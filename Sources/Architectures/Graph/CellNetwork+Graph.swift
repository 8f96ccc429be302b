extension CellNetwork {
  /// What is before the cells as a graph of its own: images to what the first cell reads.
  public func stemGraph() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image])
    let output = builder.stem(of: self)
    return builder.graph(outputs: [output])
  }

  /// What is behind the cells as a graph of its own: the last cell's output to logits.
  public func classifierGraph() -> NetworkGraph {
    let features = plan.last?.outputShape ?? stemShape
    var builder = GraphBuilder(inputs: [features])
    let logits = builder.logits(of: self, builder.input(0))
    return builder.graph(outputs: [logits])
  }
}
