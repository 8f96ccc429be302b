extension Operation {
  /// A 1x1 convolution of NAS-Bench-201.
  public static let convolution1x1 = plainConvolution(kernelSize: 1, colour: "#cfe3e8")

  /// A 3x3 convolution of NAS-Bench-201.
  public static let convolution3x3 = plainConvolution(kernelSize: 3, colour: "#9cc7d4")

  /// ReLU, a convolution of all channels and batch norm.
  private static func plainConvolution(kernelSize: Int, colour: String) -> Operation {
    Operation(
      "nor_conv_\(kernelSize)x\(kernelSize)", chip: Chip("con\(kernelSize)", colour: colour)
    ) { builder, input, site in
      let output = builder.convolution(
        builder.relu(input), name: "conv", channels: input.shape.channels, kernelSize: kernelSize,
        stride: site.stride, padding: kernelSize / 2)
      return builder.normalization(output, name: "bn", hasWeights: site.hasWeights)
    }
  }
}
