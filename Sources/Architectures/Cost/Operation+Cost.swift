extension Operation {
  /// The cost of the operation in a search network, where its batch norms have no parameters.
  ///
  /// - Parameters:
  ///   - output: The shape of its output; the number of input channels is the same.
  ///   - stride: 1 or 2; it matters to `skipConnect` alone, as costs count at the output's size.
  /// - Returns: The cost of its convolutions.
  public func cost(output: ImageShape, stride: Int) -> Cost {
    switch self {
    case .none, .maxPool3x3, .averagePool3x3: .zero
    case .skipConnect: stride == 1 ? .zero : .pointwise(output)
    case .separableConvolution3x3: 2 * .separable(output, kernelSize: 3)
    case .separableConvolution5x5: 2 * .separable(output, kernelSize: 5)
    case .dilatedConvolution3x3: .separable(output, kernelSize: 3)
    case .dilatedConvolution5x5: .separable(output, kernelSize: 5)
    }
  }
}

extension Cost {
  fileprivate static func pointwise(_ shape: ImageShape) -> Cost {
    .convolution(inputChannels: shape.channels, output: shape, kernelSize: 1)
  }

  fileprivate static func separable(_ shape: ImageShape, kernelSize: Int) -> Cost {
    let channels = shape.channels
    return .convolution(
      inputChannels: channels, output: shape, kernelSize: kernelSize, groups: channels
    ) + .pointwise(shape)
  }
}
