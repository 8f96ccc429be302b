extension MacroPlan {
  /// The network as a graph: images to logits.
  public func graph() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image])
    var output = builder.stem(of: self, builder.input(0))
    for block in blocks {
      output = builder.part(block.name) { $0.block(block, output) }
    }
    let logits = builder.logits(of: self, output)
    return builder.graph(outputs: [logits])
  }

  /// What is around the blocks as a graph of its own: images and the blocks' output to the stem's output and logits.
  func ends() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image, featureShape])
    let outputs = [
      builder.stem(of: self, builder.input(0)), builder.logits(of: self, builder.input(1)),
    ]
    return builder.graph(outputs: outputs)
  }
}

extension MacroBlock {
  /// The block as a graph of its own.
  public func graph() -> NetworkGraph {
    var builder = GraphBuilder(inputs: [input])
    let output = builder.block(self, builder.input(0))
    return builder.graph(outputs: [output])
  }
}

extension GraphBuilder {
  fileprivate mutating func stem(of plan: MacroPlan, _ images: Value) -> Value {
    part("stem") { $0.relu($0.normalized(images, plan.stem)) }
  }

  fileprivate mutating func logits(of plan: MacroPlan, _ features: Value) -> Value {
    let output = part("head") { $0.relu($0.normalized(features, plan.head)) }
    return classifier(output, classes: plan.classes)
  }

  fileprivate mutating func block(_ block: MacroBlock, _ input: Value) -> Value {
    switch block.kind {
    case .identity: return input
    case .projection: return normalized(input, block.shortcut)
    case .invertedResidual(let inner):
      let hidden = filtered(relu(normalized(input, block.expand(inner))), block, inner)
      let output = normalized(hidden, block.project(inner))
      return block.isResidual ? sum([input, output]) : output
    }
  }

  /// The depthwise branches, each on its share of the channels, and squeeze-and-excitation where there is one.
  private mutating func filtered(
    _ input: Value, _ block: MacroBlock, _ inner: InvertedResidual
  ) -> Value {
    let branches = block.depthwise(inner)
    var first = 0
    var outputs: [Value] = []
    for branch in branches {
      let channels = first..<first + branch.inputChannels
      first = channels.upperBound
      let part = branches.count > 1 ? slice(input, channels: channels) : input
      outputs.append(convolved(part, branch))
    }
    let filtered = relu(
      normalization(
        concatenated(outputs), name: "\(block.name).depthwise.bn", hasWeights: true))
    guard let squeezeChannels = inner.squeezeChannels else { return filtered }
    let squeezed = relu(
      linear(mean(filtered), name: "\(block.name).squeeze", outputs: squeezeChannels))
    let excited = linear(squeezed, name: "\(block.name).excite", outputs: inner.hiddenChannels)
    return gated(filtered, by: sigmoid(excited))
  }

  /// A convolution and the normalisation behind it.
  fileprivate mutating func normalized(_ input: Value, _ convolution: MacroConvolution) -> Value {
    normalization(
      convolved(input, convolution), name: "\(convolution.name).bn", hasWeights: true)
  }

  private mutating func convolved(_ input: Value, _ layer: MacroConvolution) -> Value {
    convolution(
      input, name: "\(layer.name).conv", channels: layer.outputChannels,
      kernelSize: layer.kernelSize, stride: layer.stride, padding: layer.kernelSize / 2,
      groups: layer.isDepthwise ? layer.inputChannels : 1)
  }
}
