extension CellPlan {
  /// The shape of a node: an input after preprocessing, or an intermediate node.
  public func shape(ofNode node: Int) -> ImageShape { node < 2 ? inputShape : nodeShape }

  /// An operation on an edge of the cell as a graph of its own; nil for no connection.
  public func graph(of operation: Operation, on edge: Edge) -> NetworkGraph? {
    operation.graph(shape(ofNode: edge.source), stride: stride(of: edge))
  }

  /// What brings an input to the cell's channels and size as a graph of its own.
  ///
  /// - Parameter input: 0 for the output of cell k-2, 1 for that of cell k-1.
  /// - Returns: The graph of a factorised reduction after a cell that reduced, else of a 1x1 convolution.
  public func preprocessingGraph(ofInput input: Int) -> NetworkGraph {
    precondition(input == 0 || input == 1, "a cell has no input \(input)")
    var builder = GraphBuilder(inputs: [input == 0 ? previousPreviousShape : previousShape])
    let output = builder.preprocessed(builder.input(0), self, input: input)
    return builder.graph(outputs: [output])
  }
}

extension Operation {
  /// The operation as a graph of its own; nil for no connection.
  ///
  /// - Parameters:
  ///   - input: The shape of what it reads.
  ///   - stride: 1 or 2.
  ///   - hasWeights: Whether normalisations have a scale and a shift; search networks have none.
  /// - Returns: A graph of one input and one output.
  public func graph(_ input: ImageShape, stride: Int, hasWeights: Bool = false) -> NetworkGraph? {
    var builder = GraphBuilder(inputs: [input])
    let output = builder.operation(
      self, builder.input(0), stride: stride, hasWeights: hasWeights)
    guard let output else { return nil }
    return builder.graph(outputs: [output])
  }
}

extension GraphBuilder {
  /// An input of a cell, preprocessed.
  mutating func preprocessed(_ value: Value, _ plan: CellPlan, input: Int) -> Value {
    input == 0 && plan.previousReduced
      ? factorizedReduction(value, channels: plan.channels, hasWeights: false)
      : pointwiseBlock(value, channels: plan.channels, hasWeights: false)
  }
}
