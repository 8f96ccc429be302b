import CTorch
import Testing

/// What the kernels outside of cells refuse.
@Suite struct KernelBoundaryTests {
  @Test func pointwiseBlocks() throws {
    func refused(
      _ fragment: String, x: RawTensor? = nil, weights: [RawTensor]? = nil, taps: Int32 = 1,
      mean: RawTensor? = nil, statistics: ct_statistics = CT_TRACK_BATCH,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let x = try x ?? RawTensor(2, 4, 6, 6)
      let weights = try weights ?? [RawTensor(8, 4, 1, 1), RawTensor(8, 4, 1, 1)]
      let (mean, variance) = (try mean ?? RawTensor(8), try RawTensor(8))
      expectRefusal(saying: fragment, sourceLocation: sourceLocation) {
        ct_pointwise_block(
          x.handle, weights.map(\.handle), taps, mean.handle, variance.handle, statistics, 0.1,
          1e-5, $0)
      }
    }
    try refused("expected images", x: RawTensor(4, 6, 6))
    try refused("[2, 4, 6, 6] Double", x: RawTensor(2, 4, 6, 6, type: CT_FLOAT64))
    try refused("1 or 2 weights, not 3", taps: 3)
    try refused("1 or 2 weights, not -1", taps: -1)
    try refused("weights are out × in × 1 × 1, not of [8]", weights: [RawTensor(8)])
    try refused("weights are out × in × 1 × 1", weights: [RawTensor(0, 4, 1, 1)])
    try refused("expected a weight of [8, 4, 1, 1]", weights: [RawTensor(8, 3, 1, 1)])
    try refused(
      "[8, 4, 1, 1] Double", weights: [RawTensor(8, 4, 1, 1, type: CT_FLOAT64)])
    try refused(
      "expected a weight of [8, 4, 1, 1]", weights: [RawTensor(8, 4, 1, 1), RawTensor(6, 4, 1, 1)],
      taps: 2)
    try refused("expected running statistics of [8]", mean: RawTensor(7))
    try refused("expected running statistics of [16]", taps: 2)
    try refused("unknown statistics -1", statistics: ct_statistics(rawValue: -1))
    let (x, weight) = (try RawTensor(2, 4, 6, 6), try RawTensor(8, 4, 1, 1))
    expectRefusal(saying: "without running statistics") {
      ct_pointwise_block(
        x.handle, [weight.handle], 1, nil, nil, CT_USE_RUNNING, 0.1, 1e-5, $0)
    }
  }

  @Test func depthwiseConvolutions() throws {
    func refused(
      _ fragment: String, x: RawTensor? = nil, weights: [RawTensor]? = nil, count: Int32? = nil,
      stride: Int64 = 1, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let x = try x ?? RawTensor(2, 4, 6, 6)
      let weights = try weights ?? [RawTensor(4, 1, 3, 3)]
      expectRefusal(saying: fragment, sourceLocation: sourceLocation) {
        ct_channelwise(
          x.handle, weights.map(\.handle), count ?? Int32(weights.count), stride, nil, $0)
      }
    }
    try refused("expected images", x: RawTensor(2, 4, 0, 6))
    for stride: Int64 in [0, -2, .max] { try refused("a stride is from 1", stride: stride) }
    try refused("kernels are 3, 5 or 7 wide, not 4", weights: [RawTensor(4, 1, 4, 4)])
    try refused(
      "expected a depthwise weight of [4, 1, 3, 3]", weights: [RawTensor(4, 1, 3, 5)])
    try refused(
      "expected a depthwise weight of [4, 1, 3, 3]", weights: [RawTensor(4, 2, 3, 3)])
    try refused("[4, 1, 3, 3] Double", weights: [RawTensor(4, 1, 3, 3, type: CT_FLOAT64)])
    try refused("weights are channels × 1 × k × k", weights: [RawTensor(4)])
    try refused("weights are for 3 channels, images have 4", weights: [RawTensor(3, 1, 3, 3)])
    try refused("weights are for 0 channels, images have 4", count: 0)
    try refused("a list of -1 tensors", count: -1)
  }

  @Test func normalizations() throws {
    let x = try RawTensor(2, 4, 3, 3)
    let (four, five, double) = (
      try RawTensor(4), try RawTensor(5), try RawTensor(4, type: CT_FLOAT64)
    )
    let weight = try RawTensor(4, 1, 3, 3)
    let (squeeze, excite) = (try RawTensor(2, 4), try RawTensor(4, 2))
    let (squeezeBias, exciteBias) = (try RawTensor(2), try RawTensor(4))
    func refused(_ fragment: String, _ change: (inout ct_normalization) -> Void) {
      var normalization = ct_normalization(
        weight: four.handle, bias: four.handle, running_mean: four.handle,
        running_var: four.handle, statistics: CT_TRACK_BATCH, momentum: 0.1, epsilon: 1e-5)
      change(&normalization)
      withExtendedLifetime((x, four, five, double, weight, squeeze, excite)) {
        expectRefusal(saying: fragment) { ct_normalize(x.handle, &normalization, true, $0) }
        expectRefusal(saying: fragment) {
          ct_channelwise(x.handle, [weight.handle], 1, 1, &normalization, $0)
        }
        expectRefusal(saying: fragment) {
          ct_excite(
            x.handle, &normalization,
            ct_linear_weights(weight: squeeze.handle, bias: squeezeBias.handle),
            ct_linear_weights(weight: excite.handle, bias: exciteBias.handle), $0)
        }
      }
    }
    refused("factors and summands of a normalisation of [4]") { $0.weight = five.handle }
    refused("[4] Double") { $0.bias = double.handle }
    refused("expected running statistics of [4]") { $0.running_mean = five.handle }
    refused("[4] Double") { $0.running_var = double.handle }
    refused("without running statistics") { $0.running_var = nil }
    refused("unknown statistics 3") { $0.statistics = ct_statistics(rawValue: 3) }
  }

  @Test func excitations() throws {
    let x = try RawTensor(2, 4, 3, 3)
    var normalization = ct_normalization()
    normalization.statistics = CT_USE_BATCH
    normalization.epsilon = 1e-5
    func refused(
      _ fragment: String, _ weights: RawTensor, _ squeezeBias: RawTensor, _ excite: RawTensor,
      _ exciteBias: RawTensor, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      expectRefusal(saying: fragment, sourceLocation: sourceLocation) {
        ct_excite(
          x.handle, &normalization,
          ct_linear_weights(weight: weights.handle, bias: squeezeBias.handle),
          ct_linear_weights(weight: excite.handle, bias: exciteBias.handle), $0)
      }
    }
    try refused(
      "the weight of a squeeze of [2, 4]", RawTensor(2, 3), RawTensor(2), RawTensor(4, 2),
      RawTensor(4))
    try refused(
      "the weight of an excitation of [4, 2]", RawTensor(2, 4), RawTensor(2), RawTensor(3, 2),
      RawTensor(4))
    try refused(
      "the bias of an excitation of [4]", RawTensor(2, 4), RawTensor(2), RawTensor(4, 2),
      RawTensor(3))
    try refused(
      "[2] Double", RawTensor(2, 4), RawTensor(2, type: CT_FLOAT64), RawTensor(4, 2), RawTensor(4))
  }
}
