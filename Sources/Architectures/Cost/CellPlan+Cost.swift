extension CellPlan {
  /// The cost of an operation on an edge of the cell.
  public func cost(of operation: Operation, on edge: Edge) -> Cost {
    graph(of: operation, on: edge)?.cost ?? .zero
  }

  /// The cost of preprocessing an input of the cell.
  ///
  /// - Parameter input: Of two, 0 for the output of cell k-2, 1 for that of cell k-1.
  /// - Returns: The cost of its 1x1 convolutions.
  public func preprocessingCost(ofInput input: Int) -> Cost {
    preprocessingGraph(ofInput: input).cost
  }
}
