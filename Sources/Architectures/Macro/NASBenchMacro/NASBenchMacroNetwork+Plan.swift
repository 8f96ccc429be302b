extension NASBenchMacroNetwork {
  /// The channels of the stem.
  public static let stemChannels = 32
  /// The channels of the head.
  public static let headChannels = 1280

  /// The network's layers with their channels and sizes.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image; the benchmark's is CIFAR-10's.
  ///   - classes: The number of classes.
  /// - Returns: A plan of 8 blocks.
  public func plan(
    image: ImageShape = ImageShape(channels: 3, height: 32, width: 32), classes: Int = 10
  ) -> MacroPlan {
    let stemShape = image.withChannels(Self.stemChannels)
    var builder = MacroPlan.Builder(stemShape: stemShape)
    for (stage, choices) in stages.enumerated() {
      for (position, choice) in choices.enumerated() {
        let kind = choice.kind(inputChannels: builder.shape.channels, isFirst: position == 0)
        builder.append(
          stage: stage,
          channels: Self.stageWidths[stage],
          stride: position == 0 ? 2 : 1,
          kind: kind
        )
      }
    }
    return MacroPlan(
      image: image,
      classes: classes,
      stemKernelSize: 3,
      stemStride: 1,
      stemShape: stemShape,
      blocks: builder.blocks,
      headShape: builder.shape.withChannels(Self.headChannels)
    )
  }
}

extension NASBenchMacroNetwork.Choice {
  fileprivate func kind(inputChannels: Int, isFirst: Bool) -> MacroBlock.Kind {
    switch self {
    case .identity: isFirst ? .projection : .identity
    case .kernel3Expansion3: .expanding(inputChannels, by: 3, kernelSize: 3)
    case .kernel5Expansion6: .expanding(inputChannels, by: 6, kernelSize: 5)
    }
  }
}

extension MacroBlock.Kind {
  fileprivate static func expanding(_ channels: Int, by expansion: Int, kernelSize: Int) -> Self {
    let branch = InvertedResidual.Branch(kernelSize: kernelSize, channels: expansion * channels)
    return .invertedResidual(InvertedResidual(branches: [branch], squeezeChannels: nil))
  }
}
