/// A layer of a `MacroPlan` with parameters of its own.
public enum MacroLayer: Hashable, Sendable {
  /// A convolution without bias.
  case convolution(MacroConvolution)
  /// An affine batch normalisation behind the layer of that name.
  case normalization(after: String, channels: Int)
  /// A linear layer with bias.
  case linear(name: String, inputs: Int, outputs: Int)
}

extension MacroPlan {
  /// Every layer with parameters, in the order of the forward pass.
  public var layers: [MacroLayer] {
    MacroLayer.normalized(stem) + blocks.flatMap(\.layers) + MacroLayer.normalized(head)
      + [.linear(name: "classifier", inputs: headShape.channels, outputs: classes)]
  }
}

extension MacroBlock {
  /// Every layer of the block with parameters, in the order of the forward pass.
  ///
  /// The depthwise branches share one normalisation, `depthwise`; squeeze-and-excitation consists
  /// of the linear layers `squeeze` and `excite`.
  public var layers: [MacroLayer] {
    switch kind {
    case .identity: return []
    case .projection: return MacroLayer.normalized(shortcut)
    case .invertedResidual(let inner):
      let hidden = inner.hiddenChannels
      var layers = MacroLayer.normalized(expand(inner)) + depthwise(inner).map { .convolution($0) }
      layers.append(.normalization(after: "\(name).depthwise", channels: hidden))
      if let squeezed = inner.squeezeChannels {
        layers.append(.linear(name: "\(name).squeeze", inputs: hidden, outputs: squeezed))
        layers.append(.linear(name: "\(name).excite", inputs: squeezed, outputs: hidden))
      }
      return layers + MacroLayer.normalized(project(inner))
    }
  }
}

extension MacroLayer {
  fileprivate static func normalized(_ convolution: MacroConvolution) -> [MacroLayer] {
    [
      .convolution(convolution),
      .normalization(after: convolution.name, channels: convolution.outputChannels),
    ]
  }
}
