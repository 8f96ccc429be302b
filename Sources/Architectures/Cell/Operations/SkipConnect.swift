extension Operation {
  /// The identity; at stride 2 a factorised reduction (two 1x1 convolutions at stride 2).
  public static let skipConnect = Operation(
    "skip_connect", chip: Chip("skip", colour: "#dccff2")
  ) { builder, input, site in
    guard site.stride > 1 else { return input }
    return builder.factorizedReduction(
      input, channels: site.channels, hasWeights: site.hasWeights)
  }
}
