extension Operation {
  /// A 3x3 depthwise separable convolution, applied twice.
  public static let separableConvolution3x3 = separableConvolution(
    kernelSize: 3, colour: "#c4defb")

  /// A 5x5 depthwise separable convolution, applied twice.
  public static let separableConvolution5x5 = separableConvolution(
    kernelSize: 5, colour: "#86b8f0")

  /// A 7x7 depthwise separable convolution, applied twice: that of NASNet.
  public static let separableConvolution7x7 = separableConvolution(
    kernelSize: 7, colour: "#5f97dc")

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
