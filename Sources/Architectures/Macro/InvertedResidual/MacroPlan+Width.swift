extension MacroPlan {
  /// The same network with another number of channels in every layer, for supernets that are cheaper
  /// than the networks that they rank.
  ///
  /// Stem, blocks, squeeze and head get `width` times their channels, rounded to multiples of 8;
  /// blocks keep their expansions. Where rounding makes a block's input and output equal that were
  /// not, the block becomes residual.
  ///
  /// - Parameter width: The factor, above 0; 1 changes nothing.
  /// - Returns: The plan with the other numbers.
  public func scaled(byWidth width: Double) -> MacroPlan {
    precondition(width > 0, "a width of \(width)")
    guard width != 1 else { return self }
    func scaled(_ shape: ImageShape) -> ImageShape {
      shape.withChannels(shape.channels.scaledChannels(by: width))
    }
    return MacroPlan(
      image: image, classes: classes, stemKernelSize: stemKernelSize, stemStride: stemStride,
      stemShape: scaled(stemShape),
      blocks: blocks.map { block in
        MacroBlock(
          index: block.index, stage: block.stage, input: scaled(block.input),
          output: scaled(block.output), stride: block.stride,
          kind: block.kind.scaled(byWidth: width, inputChannels: block.input.channels))
      },
      headShape: scaled(headShape))
  }
}

extension MacroBlock.Kind {
  fileprivate func scaled(byWidth width: Double, inputChannels: Int) -> Self {
    guard case .invertedResidual(let inner) = self else { return self }
    let scaledInput = inputChannels.scaledChannels(by: width)
    return .invertedResidual(
      InvertedResidual(
        branches: inner.branches.map { branch in
          // Inputs are multiples of 8 and branches share whole multiples of half of them.
          InvertedResidual.Branch(
            kernelSize: branch.kernelSize, channels: branch.channels * scaledInput / inputChannels)
        },
        squeezeChannels: inner.squeezeChannels.map { $0.scaledChannels(by: width) }))
  }
}

extension Int {
  fileprivate func scaledChannels(by width: Double) -> Int {
    let unit = ADWPSpace.channelMultiple
    return Swift.max(1, Int((Double(self) * width / Double(unit)).rounded())) * unit
  }
}
