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
    var parts = [CostPart(name: "stem", cost: stemCost)]
    parts += blocks.map { CostPart(name: $0.name, cost: $0.cost) }
    parts.append(CostPart(name: "head", cost: headCost))
    parts.append(CostPart(name: "classifier", cost: classifierCost))
    return CostReport(parts: parts)
  }

  /// The sum of `cost()`, without its parts.
  public var totalCost: Cost {
    blocks.reduce(stemCost + headCost + classifierCost) { $0 + $1.cost }
  }

  private var stemCost: Cost {
    .normalized(
      inputChannels: image.channels, output: stemShape, kernelSize: stemKernelSize
    )
  }

  private var headCost: Cost {
    .normalized(inputChannels: featureShape.channels, output: headShape, kernelSize: 1)
  }

  private var classifierCost: Cost { .linear(inputs: headShape.channels, outputs: classes) }
}

extension MacroBlock {
  /// The cost of the block.
  public var cost: Cost {
    switch kind {
    case .identity: .zero
    case .projection:
      .normalized(inputChannels: input.channels, output: output, kernelSize: 1)
    case .invertedResidual(let inner): cost(of: inner)
    }
  }

  private func cost(of inner: InvertedResidual) -> Cost {
    let hidden = inner.hiddenChannels
    var cost = Cost.normalized(
      inputChannels: input.channels, output: input.withChannels(hidden), kernelSize: 1
    )
    for branch in inner.branches {
      cost += .convolution(
        inputChannels: branch.channels,
        output: output.withChannels(branch.channels),
        kernelSize: branch.kernelSize,
        groups: branch.channels
      )
    }
    cost += .affineBatchNorm(channels: hidden)
    if let squeezed = inner.squeezeChannels {
      cost += .linear(inputs: hidden, outputs: squeezed)
      cost += .linear(inputs: squeezed, outputs: hidden)
    }
    return cost + .normalized(inputChannels: hidden, output: output, kernelSize: 1)
  }
}

extension Cost {
  /// The cost of a convolution without bias and the affine batch norm after it.
  static func normalized(inputChannels: Int, output: ImageShape, kernelSize: Int) -> Cost {
    .convolution(inputChannels: inputChannels, output: output, kernelSize: kernelSize)
      + .affineBatchNorm(channels: output.channels)
  }
}
