extension Operation {
  /// An inverted residual with a 3x3 kernel and three times as many hidden channels.
  public static let invertedResidual3x3e3 = invertedResidual(
    kernelSize: 3, expansion: 3, colour: "#d6e6fb")

  /// An inverted residual with a 3x3 kernel and six times as many hidden channels.
  public static let invertedResidual3x3e6 = invertedResidual(
    kernelSize: 3, expansion: 6, colour: "#a9c9f2")

  /// An inverted residual with a 5x5 kernel and three times as many hidden channels.
  public static let invertedResidual5x5e3 = invertedResidual(
    kernelSize: 5, expansion: 3, colour: "#f7d9c4")

  /// An inverted residual with a 5x5 kernel and six times as many hidden channels.
  public static let invertedResidual5x5e6 = invertedResidual(
    kernelSize: 5, expansion: 6, colour: "#eeb48f")

  /// The block of MobileNetV2 without its sum with its input, which is another operation.
  ///
  /// 1x1 convolution to the hidden channels, normalisation, ReLU; depthwise convolution, normalisation, ReLU; 1x1
  /// convolution to the channels of the node, normalisation.
  private static func invertedResidual(
    kernelSize: Int, expansion: Int, colour: String
  ) -> Operation {
    Operation(
      "inverted_residual_\(kernelSize)x\(kernelSize)_e\(expansion)",
      chip: Chip("ir\(kernelSize)\(expansion)", colour: colour)
    ) { builder, input, site in
      var output = builder.convolution(
        input, name: "expand", channels: expansion * input.shape.channels, kernelSize: 1)
      output = builder.relu(builder.normalization(output, name: "bn1", hasWeights: site.hasWeights))
      output = builder.depthwise(
        output, name: "depthwise", kernelSize: kernelSize, stride: site.stride)
      output = builder.relu(builder.normalization(output, name: "bn2", hasWeights: site.hasWeights))
      output = builder.convolution(
        output, name: "project", channels: site.channels, kernelSize: 1)
      return builder.normalization(output, name: "bn3", hasWeights: site.hasWeights)
    }
  }
}
