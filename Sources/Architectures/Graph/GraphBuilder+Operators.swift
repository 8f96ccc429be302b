extension GraphBuilder {
  /// A convolution without bias, the same both ways, with a weight named `<name>.weight`.
  ///
  /// - Parameters:
  ///   - input: What it reads.
  ///   - name: Of the layer, in the scope.
  ///   - channels: The channels that it gives.
  ///   - kernelSize: The side of its kernel.
  ///   - stride: The step from one output pixel to the next.
  ///   - padding: Zeros on every side.
  ///   - dilation: The step from one weight of the kernel to the next.
  ///   - groups: In how many groups the channels are convolved.
  /// - Returns: What it gives.
  public mutating func convolution(
    _ input: Value, name: String, channels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1
  ) -> Value {
    convolution(
      input, name: name, channels: channels, kernelSize: Sides(kernelSize), stride: Sides(stride),
      padding: Sides(padding), dilation: dilation, groups: groups)
  }

  /// A convolution without bias, of other numbers down than across, with a weight named `<name>.weight`.
  ///
  /// - Parameters:
  ///   - input: What it reads.
  ///   - name: Of the layer, in the scope.
  ///   - channels: The channels that it gives.
  ///   - kernelSize: The sides of its kernel.
  ///   - stride: The steps from one output pixel to the next.
  ///   - padding: Zeros above as below, and to the left as to the right.
  ///   - dilation: The step from one weight of the kernel to the next.
  ///   - groups: In how many groups the channels are convolved.
  /// - Returns: What it gives.
  public mutating func convolution(
    _ input: Value, name: String, channels: Int, kernelSize: Sides, stride: Sides, padding: Sides,
    dilation: Int = 1, groups: Int = 1
  ) -> Value {
    let convolution = GraphOperator.Convolution(
      name: fullName(name), inputChannels: input.shape.channels,
      outputChannels: channels, kernelSize: kernelSize, stride: stride, padding: padding,
      dilation: dilation, groups: groups)
    let reach = Sides(
      height: dilation * (kernelSize.height - 1) + 1, width: dilation * (kernelSize.width - 1) + 1)
    return append(
      .convolution(convolution), [input],
      gives: input.shape.windowed(reach: reach, stride: stride, padding: padding)
        .withChannels(channels))
  }

  /// A depthwise convolution that keeps the size, but for its stride.
  public mutating func depthwise(
    _ input: Value, name: String, kernelSize: Int, stride: Int = 1, dilation: Int = 1
  ) -> Value {
    convolution(
      input, name: name, channels: input.shape.channels, kernelSize: kernelSize, stride: stride,
      padding: dilation * (kernelSize / 2), dilation: dilation, groups: input.shape.channels)
  }

  /// Batch normalisation.
  public mutating func normalization(_ input: Value, name: String, hasWeights: Bool) -> Value {
    let normalization = GraphOperator.Normalization(
      name: fullName(name), channels: input.shape.channels, hasWeights: hasWeights)
    return append(.normalization(normalization), [input], gives: input.shape)
  }

  /// The positive part.
  public mutating func relu(_ input: Value) -> Value { append(.relu, [input], gives: input.shape) }

  /// The sigmoid of each value.
  public mutating func sigmoid(_ input: Value) -> Value {
    append(.sigmoid, [input], gives: input.shape)
  }

  /// The largest value under a window.
  public mutating func maximumPool(_ input: Value, size: Int, stride: Int, padding: Int) -> Value {
    append(
      .maximumPool(.init(size: size, stride: stride, padding: padding)), [input],
      gives: input.shape.windowed(
        reach: Sides(size), stride: Sides(stride), padding: Sides(padding)))
  }

  /// The mean under a window, of the padding too where that counts.
  public mutating func averagePool(
    _ input: Value, size: Int, stride: Int, padding: Int, countsPadding: Bool = false
  ) -> Value {
    append(
      .averagePool(
        .init(size: size, stride: stride, padding: padding), countsPadding: countsPadding),
      [input],
      gives: input.shape.windowed(
        reach: Sides(size), stride: Sides(stride), padding: Sides(padding)))
  }

  /// The image without its first row and column; an odd side is filled up with zeros.
  ///
  /// A convolution of stride 2 then gives as many pixels as from the image itself.
  public mutating func shifted(_ input: Value) -> Value {
    let shape = input.shape
    guard min(shape.height, shape.width) > 1 else { return zeros(shape, like: input) }
    let output = ImageShape(
      channels: shape.channels, height: shape.height - 1, width: shape.width - 1)
    let slice = append(
      .slice(
        channels: 0..<shape.channels, rows: 1..<shape.height, columns: 1..<shape.width),
      [input], gives: output)
    let (bottom, right) = (shape.height % 2, shape.width % 2)
    return padded(slice, bottom: bottom, right: right)
  }

  /// The image with a row or a column of zeros where a side is odd.
  public mutating func paddedToEven(_ input: Value) -> Value {
    padded(input, bottom: input.shape.height % 2, right: input.shape.width % 2)
  }

  private mutating func padded(_ input: Value, bottom: Int, right: Int) -> Value {
    guard bottom + right > 0 else { return input }
    var output = input.shape
    output.height += bottom
    output.width += right
    return append(.pad(bottom: bottom, right: right), [input], gives: output)
  }

  /// A part of the channels.
  public mutating func slice(_ input: Value, channels: Range<Int>) -> Value {
    append(
      .slice(channels: channels, rows: 0..<input.shape.height, columns: 0..<input.shape.width),
      [input], gives: input.shape.withChannels(channels.count))
  }

  /// The sum of values of one shape; a single one is its own sum.
  public mutating func sum(_ terms: [Value]) -> Value {
    precondition(Set(terms.map(\.shape)).count == 1, "a sum of \(terms.map(\.shape))")
    return terms.count == 1 ? terms[0] : append(.add, terms, gives: terms[0].shape)
  }

  /// A value times a number.
  public mutating func scaled(_ input: Value, by factor: Float) -> Value {
    append(.scale(factor), [input], gives: input.shape)
  }

  /// A value, each channel times a gate.
  public mutating func gated(_ input: Value, by gates: Value) -> Value {
    append(.multiply, [input, gates], gives: input.shape)
  }

  /// The values one behind the other; a single one as it is.
  public mutating func concatenated(_ values: [Value]) -> Value {
    let channels = values.reduce(0) { $0 + $1.shape.channels }
    return values.count == 1
      ? values[0] : append(.concatenate, values, gives: values[0].shape.withChannels(channels))
  }

  /// The mean of each channel.
  public mutating func mean(_ input: Value) -> Value {
    append(
      .mean, [input], gives: ImageShape(channels: input.shape.channels, height: 1, width: 1))
  }

  /// A linear layer with bias.
  public mutating func linear(_ input: Value, name: String, outputs: Int) -> Value {
    append(
      .linear(.init(name: fullName(name), inputs: input.shape.channels, outputs: outputs)),
      [input], gives: ImageShape(channels: outputs, height: 1, width: 1))
  }

  /// Zeros of a shape, for as many images as `input` has.
  public mutating func zeros(_ shape: ImageShape, like input: Value) -> Value {
    append(.zeros, [input], gives: shape)
  }
}

extension ImageShape {
  /// The size of what a window gives that reaches over so many pixels.
  fileprivate func windowed(reach: Sides, stride: Sides, padding: Sides) -> ImageShape {
    func side(_ length: Int, _ reach: Int, _ stride: Int, _ padding: Int) -> Int {
      let room = length + 2 * padding - reach
      precondition(room >= 0, "a window over \(reach) pixels of \(length) with padding \(padding)")
      return room / stride + 1
    }
    return ImageShape(
      channels: channels, height: side(height, reach.height, stride.height, padding.height),
      width: side(width, reach.width, stride.width, padding.width))
  }
}
