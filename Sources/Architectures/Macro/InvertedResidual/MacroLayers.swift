/// A convolution of a `MacroPlan`, without bias and followed by batch normalisation.
public struct MacroConvolution: Hashable, Sendable {
  /// The name of the layer, which is also the prefix of its parameters' names: `blocks.3.expand`.
  public let name: String
  /// The channels of its input.
  public let inputChannels: Int
  /// The channels of its output.
  public let outputChannels: Int
  /// The side of the kernel; odd, and half of it is the padding.
  public let kernelSize: Int
  /// 1 or 2.
  public let stride: Int
  /// Whether every channel is filtered on its own; then input and output channels are equal.
  public let isDepthwise: Bool

  /// The shape of the weight: out x in x k x k, with 1 for in where the convolution is depthwise.
  public var weightShape: [Int] {
    [outputChannels, isDepthwise ? 1 : inputChannels, kernelSize, kernelSize]
  }
}

extension MacroPlan {
  /// The stem's convolution.
  public var stem: MacroConvolution {
    MacroConvolution(
      name: "stem", inputChannels: image.channels, outputChannels: stemShape.channels,
      kernelSize: stemKernelSize, stride: stemStride, isDepthwise: false)
  }

  /// The 1x1 convolution before the classifier.
  public var head: MacroConvolution {
    .pointwise(name: "head", featureShape.channels, headShape.channels)
  }

  /// Every convolution, in the order of the forward pass.
  public var convolutions: [MacroConvolution] {
    [stem] + blocks.flatMap(\.convolutions) + [head]
  }
}

extension MacroBlock {
  /// The only convolution of a block of kind `projection`.
  public var shortcut: MacroConvolution {
    .pointwise(
      name: "\(name).shortcut", input.channels, output.channels, stride: stride)
  }

  /// The 1x1 convolution that makes the hidden channels.
  public func expand(_ inner: InvertedResidual) -> MacroConvolution {
    .pointwise(name: "\(name).expand", input.channels, inner.hiddenChannels)
  }

  /// The depthwise convolutions, one for each branch: `depthwise3`, `depthwise5` and so on.
  public func depthwise(_ inner: InvertedResidual) -> [MacroConvolution] {
    inner.branches.map {
      MacroConvolution(
        name: "\(name).depthwise\($0.kernelSize)", inputChannels: $0.channels,
        outputChannels: $0.channels, kernelSize: $0.kernelSize, stride: stride, isDepthwise: true)
    }
  }

  /// The 1x1 convolution that makes the output.
  public func project(_ inner: InvertedResidual) -> MacroConvolution {
    .pointwise(name: "\(name).project", inner.hiddenChannels, output.channels)
  }

  /// Every convolution of the block, in the order of the forward pass.
  public var convolutions: [MacroConvolution] {
    switch kind {
    case .identity: []
    case .projection: [shortcut]
    case .invertedResidual(let inner): [expand(inner)] + depthwise(inner) + [project(inner)]
    }
  }
}

extension MacroConvolution {
  fileprivate static func pointwise(
    name: String, _ inputChannels: Int, _ outputChannels: Int, stride: Int = 1
  ) -> MacroConvolution {
    MacroConvolution(
      name: name, inputChannels: inputChannels, outputChannels: outputChannels, kernelSize: 1,
      stride: stride, isDepthwise: false)
  }
}
