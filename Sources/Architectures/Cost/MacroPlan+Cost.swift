extension MacroPlan {
  /// The cost of the network, exactly: the stem, every block ("blocks.0" and so on), the head and
  /// the classifier.
  ///
  /// Batch norms are affine, convolutions have no bias, linear layers have one. Squeeze-and-
  /// excitation costs its two linear layers; the multiplication of the feature map by their result
  /// is not counted, as additions and pooling are not.
  ///
  /// Complexity: linear in the number of blocks.
  public func cost() -> CostReport {
    let report = graph().costReport()
    // An identity has no operators, and is a part all the same.
    let names = ["stem"] + blocks.map(\.name) + ["head", "classifier"]
    return CostReport(parts: names.map { CostPart(name: $0, cost: report[$0] ?? .zero) })
  }

  /// The sum of `cost()`, without its parts.
  public var totalCost: Cost { graph().cost }
}

extension MacroBlock {
  /// The cost of the block.
  public var cost: Cost { graph().cost }
}

extension Cost {
  /// The cost of a convolution without bias and the affine batch norm after it.
  static func normalized(inputChannels: Int, output: ImageShape, kernelSize: Int) -> Cost {
    .convolution(inputChannels: inputChannels, output: output, kernelSize: kernelSize)
      + .affineBatchNorm(channels: output.channels)
  }
}
