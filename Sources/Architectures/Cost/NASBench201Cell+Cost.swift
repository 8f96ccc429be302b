extension NASBench201Cell {
  /// The cost of the benchmark's network of this cell, for CIFAR-10.
  ///
  /// A 3x3 stem with 16 channels, three stages of five cells with 16, 32 and 64 channels, between
  /// them residual blocks that halve the image, batch norm and a linear classifier. The benchmark's
  /// own multiply-adds ("flops") are 10 more, everywhere: it counts the classifier's bias.
  ///
  /// - Parameter classes: The number of classes.
  /// - Returns: The parameters with affine batch norms, and the multiply-adds for one image.
  public func cost(classes: Int = 10) -> Cost {
    var shape = ImageShape(channels: 16, height: 32, width: 32)
    var cost = Cost.normalized(inputChannels: 3, output: shape, kernelSize: 3)
    for stage in 0..<3 {
      if stage > 0 {
        let output = shape.strided(by: 2).withChannels(2 * shape.channels)
        cost += .normalized(inputChannels: shape.channels, output: output, kernelSize: 3)
        cost += .normalized(inputChannels: output.channels, output: output, kernelSize: 3)
        // The shortcut: average pooling and a 1x1 convolution, without batch norm.
        cost += .convolution(inputChannels: shape.channels, output: output, kernelSize: 1)
        shape = output
      }
      cost += 5 * operations.reduce(.zero) { $0 + $1.cost(shape) }
    }
    return cost + .affineBatchNorm(channels: shape.channels)
      + .linear(inputs: shape.channels, outputs: classes)
  }
}

extension NASBench201Cell.Operation {
  fileprivate func cost(_ shape: ImageShape) -> Cost {
    switch self {
    case .none, .skipConnect, .averagePool3x3: .zero
    case .convolution1x1: .normalized(inputChannels: shape.channels, output: shape, kernelSize: 1)
    case .convolution3x3: .normalized(inputChannels: shape.channels, output: shape, kernelSize: 3)
    }
  }
}
