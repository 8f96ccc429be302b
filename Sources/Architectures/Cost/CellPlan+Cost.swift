extension CellPlan {
  /// The cost of an operation on an edge of the cell.
  public func cost(of operation: Operation, on edge: Edge) -> Cost {
    operation.cost(output: nodeShape, stride: stride(of: edge))
  }

  /// The cost of preprocessing an input of the cell.
  ///
  /// A factorised reduction costs as much as a 1x1 convolution: its two halves have half of the
  /// output channels each.
  ///
  /// - Parameter input: 0 for the output of cell k-2, 1 for that of cell k-1.
  /// - Returns: The cost of its 1x1 convolutions.
  public func preprocessingCost(ofInput input: Int) -> Cost {
    precondition(input == 0 || input == 1, "a cell has no input \(input)")
    return .convolution(
      inputChannels: input == 0 ? previousPreviousChannels : previousChannels,
      output: inputShape,
      kernelSize: 1
    )
  }
}
