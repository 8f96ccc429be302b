extension ADWPNetwork {
  /// The network's blocks with their channels and sizes.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: A plan of as many blocks as the space has, the skipped ones as identities. A network that
  ///   `validate()` rejects is a programming error.
  public func plan(
    image: ImageShape = ImageShape(channels: 3, height: 32, width: 32), classes: Int = 10
  ) -> MacroPlan {
    let stemShape = image.strided(by: space.stemStride).withChannels(space.stemChannels)
    var builder = MacroPlan.Builder(stemShape: stemShape)
    for (index, stage) in stages.enumerated() {
      let width = stage.widthPercent.channels(of: space.stageWidths[index])
      for (position, block) in stage.blocks.enumerated() {
        builder.append(
          stage: index,
          channels: width,
          stride: position == 0 ? space.stride(ofStage: index) : 1,
          kind: block?.kind(inputChannels: builder.shape.channels) ?? .identity
        )
      }
    }
    return MacroPlan(
      image: image,
      classes: classes,
      stemKernelSize: space.stemKernelSize,
      stemStride: space.stemStride,
      stemShape: stemShape,
      blocks: builder.blocks,
      headShape: builder.shape.withChannels(space.headChannels)
    )
  }
}

extension ADWPBlock {
  fileprivate func kind(inputChannels: Int) -> MacroBlock.Kind {
    let hidden = expansion.rawValue * inputChannels
    let sizes = kernels.sizes
    // Inputs are multiples of 8, so two branches share the hidden channels evenly.
    let branches = sizes.map {
      InvertedResidual.Branch(kernelSize: $0, channels: hidden / sizes.count)
    }
    let squeezed = ADWPSpace.roundedChannels(hidden, over: ADWPSpace.squeezeReduction)
    return .invertedResidual(
      InvertedResidual(branches: branches, squeezeChannels: squeezeExcitation ? squeezed : nil)
    )
  }
}
