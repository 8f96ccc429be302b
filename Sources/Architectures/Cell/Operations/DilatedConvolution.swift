extension Operation {
  /// A 3x3 depthwise separable convolution with dilation 2, applied once.
  public static let dilatedConvolution3x3 = dilatedConvolution(kernelSize: 3, colour: "#fddcb0")

  /// A 5x5 depthwise separable convolution with dilation 2, applied once.
  public static let dilatedConvolution5x5 = dilatedConvolution(kernelSize: 5, colour: "#f6b262")

  /// ReLU, depthwise convolution with dilation 2, 1x1 convolution and batch norm.
  private static func dilatedConvolution(kernelSize: Int, colour: String) -> Operation {
    Operation(
      "dil_conv_\(kernelSize)x\(kernelSize)", chip: Chip("dil\(kernelSize)", colour: colour)
    ) { builder, input, site in
      var output = builder.depthwise(
        builder.relu(input), name: "depthwise", kernelSize: kernelSize, stride: site.stride,
        dilation: 2)
      output = builder.convolution(
        output, name: "pointwise", channels: input.shape.channels, kernelSize: 1)
      return builder.normalization(output, name: "bn", hasWeights: site.hasWeights)
    }
  }
}
