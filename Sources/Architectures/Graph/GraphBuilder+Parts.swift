// Parts of networks that more than one space or operation has.
extension GraphBuilder {
  /// A candidate operation of a cell.
  ///
  /// - Parameters:
  ///   - operation: Which.
  ///   - input: What it reads.
  ///   - stride: 1 or 2.
  ///   - channels: Of what it gives; nil for those of what it reads.
  ///   - hasWeights: Whether normalisations have a scale and a shift; search networks have none.
  /// - Returns: What it gives; nil for no connection.
  public mutating func operation(
    _ operation: Operation, _ input: Value, stride: Int, channels: Int? = nil,
    hasWeights: Bool = false
  ) -> Value? {
    let shape = input.shape.strided(by: stride).withChannels(channels ?? input.shape.channels)
    let output = operation.build(
      &self, input,
      Operation.Site(stride: stride, channels: shape.channels, hasWeights: hasWeights))
    guard let output else { return nil }
    let isWide = output.shape.channels == input.shape.channels && output.shape != shape
    let widened =
      isWide
      ? scoped("widen") {
        $0.pointwiseBlock(output, channels: shape.channels, hasWeights: hasWeights)
      } : output
    precondition(
      widened.shape == shape,
      "operation \(operation.name) gives another shape than \(shape)")
    return widened
  }

  /// Halves height and width: ReLU, two 1x1 convolutions of stride 2 side by side, normalisation.
  ///
  /// The second convolution reads the pixels one further down and right; beyond an odd edge it reads zeros. Of an odd
  /// number of channels the first makes one more, and a single channel alone.
  public mutating func factorizedReduction(
    _ input: Value, channels: Int, hasWeights: Bool
  ) -> Value {
    let positive = relu(input)
    var parts = [
      convolution(
        positive, name: "conv1", channels: (channels + 1) / 2, kernelSize: 1, stride: 2)
    ]
    if channels > 1 {
      parts.append(
        convolution(
          shifted(positive), name: "conv2", channels: channels / 2, kernelSize: 1, stride: 2))
    }
    return normalization(concatenated(parts), name: "bn", hasWeights: hasWeights)
  }

  /// ReLU, 1x1 convolution, normalisation: brings an input to another number of channels.
  public mutating func pointwiseBlock(_ input: Value, channels: Int, hasWeights: Bool) -> Value {
    let output = convolution(relu(input), name: "conv", channels: channels, kernelSize: 1)
    return normalization(output, name: "bn", hasWeights: hasWeights)
  }

  /// A basic residual block that halves the size (NAS-Bench-201); normalisations have weights.
  ///
  /// Twice ReLU, 3x3 convolution and normalisation, the first of stride 2; beside it a 2x2 average pool and a 1x1
  /// convolution. [D] The benchmark's images have even sides; an odd one is filled up with zeros for the pool, so that
  /// both ways give as many pixels.
  mutating func residualReduction(_ input: Value, channels: Int) -> Value {
    var output = input
    for (index, stride) in [(1, 2), (2, 1)] {
      output = convolution(
        relu(output), name: "conv\(index)", channels: channels, kernelSize: 3, stride: stride,
        padding: 1)
      output = normalization(output, name: "bn\(index)", hasWeights: true)
    }
    let pooled = averagePool(paddedToEven(input), size: 2, stride: 2, padding: 0)
    let shortcut = convolution(pooled, name: "shortcut", channels: channels, kernelSize: 1)
    return sum([shortcut, output])
  }

  /// A 3x3 convolution of the images and a normalisation with weights.
  mutating func stem(channels: Int, stride: Int = 1) -> Value {
    let images = input(0)
    return part("stem") { builder in
      let output = builder.convolution(
        images, name: "stem.conv", channels: channels, kernelSize: 3, stride: stride, padding: 1)
      return builder.normalization(output, name: "stem.bn", hasWeights: true)
    }
  }

  /// The stem of a network of cells; in a chain its positive part.
  mutating func stem(of network: CellNetwork) -> Value {
    let output = normalizedStem(of: network)
    return network.frame == .chain ? part("stem") { $0.relu(output) } : output
  }

  private mutating func normalizedStem(of network: CellNetwork) -> Value {
    let channels = network.stemShape.channels
    guard network.stem == .chain else {
      return stem(channels: channels, stride: network.stemStride)
    }
    let images = input(0)
    return part("stem") { builder in
      // A stride of 2 for each halving but the last.
      let before = network.stemStride.trailingZeroBitCount - 1
      var output = images
      for number in 0..<before {
        output = builder.convolution(
          output, name: "stem.\(number).conv", channels: (channels + 1) / 2, kernelSize: 3,
          stride: 2, padding: 1)
        output = builder.relu(
          builder.normalization(output, name: "stem.\(number).bn", hasWeights: true))
      }
      output = builder.convolution(
        output, name: "stem.conv", channels: channels, kernelSize: 3, stride: 2, padding: 1)
      return builder.normalization(output, name: "stem.bn", hasWeights: true)
    }
  }

  /// What is behind the cells of a network: the head, where there is one, and the classifier.
  mutating func logits(of network: CellNetwork, _ features: Value) -> Value {
    if network.frame == .residual {
      let normalized = part("head") {
        $0.relu($0.normalization(features, name: "head.bn", hasWeights: true))
      }
      return classifier(normalized, classes: network.classes)
    }
    guard network.headChannels > 0 else { return classifier(features, classes: network.classes) }
    let output = part("head") { builder in
      let output = builder.convolution(
        features, name: "head.conv", channels: network.headChannels, kernelSize: 1)
      return builder.relu(builder.normalization(output, name: "head.bn", hasWeights: true))
    }
    return classifier(output, classes: network.classes)
  }

  /// The mean of each channel and a linear layer.
  mutating func classifier(_ features: Value, classes: Int) -> Value {
    part("classifier") { $0.linear($0.mean(features), name: "classifier", outputs: classes) }
  }
}
