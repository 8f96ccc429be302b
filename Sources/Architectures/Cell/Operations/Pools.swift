extension Operation {
  /// 3x3 max pooling, followed by batch norm.
  public static let maxPool3x3 = Operation(
    "max_pool_3x3", chip: Chip("max", colour: "#c9ebc5")
  ) { builder, input, site in
    let pooled = builder.maximumPool(input, size: 3, stride: site.stride, padding: 1)
    return builder.normalization(pooled, name: "bn", hasWeights: site.hasWeights)
  }

  /// 3x3 average pooling that does not count the padding, followed by batch norm.
  public static let averagePool3x3 = Operation(
    "avg_pool_3x3", chip: Chip("avg", colour: "#8fd3a0")
  ) { builder, input, site in
    let pooled = builder.averagePool(input, size: 3, stride: site.stride, padding: 1)
    return builder.normalization(pooled, name: "bn", hasWeights: site.hasWeights)
  }

  /// 3x3 max pooling and nothing else: that of networks that DARTS found and trains.
  public static let plainMaxPool3x3 = Operation(
    "plain_max_pool_3x3", chip: Chip("pmx", colour: "#d3e8b4")
  ) { builder, input, site in
    builder.maximumPool(input, size: 3, stride: site.stride, padding: 1)
  }

  /// 3x3 average pooling that does not count the padding, and nothing else: that of NAS-Bench-201.
  ///
  /// The benchmark calls it `avg_pool_3x3`, as DARTS calls the one with batch norm.
  public static let plainAveragePool3x3 = Operation(
    "plain_avg_pool_3x3", chip: Chip("pav", colour: "#a9dcc3")
  ) { builder, input, site in
    builder.averagePool(input, size: 3, stride: site.stride, padding: 1)
  }
}
