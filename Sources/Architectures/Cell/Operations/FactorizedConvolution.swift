extension Operation {
  /// A 7x7 convolution of all channels as one of 1x7 and one of 7x1: that of AmoebaNet.
  ///
  /// ReLU, both convolutions and batch norm; the first has the stride across, the second the stride down.
  public static let factorizedConvolution7x7 = Operation(
    "conv_7x1_1x7", chip: Chip("7x1", colour: "#6aaabb")
  ) { builder, input, site in
    let channels = input.shape.channels
    var output = builder.convolution(
      builder.relu(input), name: "conv1", channels: channels,
      kernelSize: Sides(height: 1, width: 7), stride: Sides(height: 1, width: site.stride),
      padding: Sides(height: 0, width: 3))
    output = builder.convolution(
      output, name: "conv2", channels: channels, kernelSize: Sides(height: 7, width: 1),
      stride: Sides(height: site.stride, width: 1), padding: Sides(height: 3, width: 0))
    return builder.normalization(output, name: "bn", hasWeights: site.hasWeights)
  }
}
