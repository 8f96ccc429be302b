extension Operation {
  /// A 3x3 depthwise separable convolution, applied twice.
  public static let separableConvolution3x3 = separableConvolution(
    kernelSize: 3, colour: "#c4defb")

  /// A 5x5 depthwise separable convolution, applied twice.
  public static let separableConvolution5x5 = separableConvolution(
    kernelSize: 5, colour: "#86b8f0")

  /// Twice ReLU, depthwise convolution, 1x1 convolution and batch norm; the first with the stride.
  package static func separableConvolution(kernelSize: Int, colour: String) -> Operation {
    Operation(
      "sep_conv_\(kernelSize)x\(kernelSize)", chip: Chip("sep\(kernelSize)", colour: colour)
    ) { builder, input, site in
      var output = input
      for (index, stride) in [(1, site.stride), (2, 1)] {
        output = builder.depthwise(
          builder.relu(output), name: "depthwise\(index)", kernelSize: kernelSize, stride: stride)
        output = builder.convolution(
          output, name: "pointwise\(index)", channels: input.shape.channels, kernelSize: 1)
        output = builder.normalization(output, name: "bn\(index)", hasWeights: site.hasWeights)
      }
      return output
    }
  }
}
