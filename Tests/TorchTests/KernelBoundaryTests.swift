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

  @Test func normalizedConvolutions() throws {
    func refused(
      _ fragment: String, x: RawTensor? = nil, weight: RawTensor? = nil, stride: Int64 = 1,
      change: (inout ct_normalization) throws -> Void = { _ in },
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let (x, weight) = (try x ?? RawTensor(2, 4, 6, 6), try weight ?? RawTensor(8, 4, 3, 3))
      let eight = try RawTensor(8)
      var normalization = ct_normalization(
        weight: eight.handle, bias: eight.handle, running_mean: eight.handle,
        running_var: eight.handle, statistics: CT_TRACK_BATCH, momentum: 0.1, epsilon: 1e-5)
      try change(&normalization)
      withExtendedLifetime(eight) {
        expectRefusal(saying: fragment, sourceLocation: sourceLocation) {
          ct_normalized_conv2d(x.handle, weight.handle, stride, &normalization, true, false, $0)
        }
      }
    }
    let (five, double) = (try RawTensor(5), try RawTensor(8, type: CT_FLOAT64))
    try refused("expected images", x: RawTensor(2, 4, 0, 6))
    for stride: Int64 in [0, -2, .max] { try refused("a stride is from 1", stride: stride) }
    try refused("with an odd k", weight: RawTensor(8, 4, 2, 2))
    try refused("weights are out × in × k × k", weight: RawTensor(8))
    try refused("expected a weight of [8, 4, 3, 3]", weight: RawTensor(8, 4, 3, 5))
    try refused("expected a weight of [8, 4, 3, 3]", weight: RawTensor(8, 3, 3, 3))
    try refused("factors and summands of a normalisation of [8]") { $0.weight = five.handle }
    try refused("[8] Double") { $0.bias = double.handle }
    try refused("expected running statistics of [8]") { $0.running_mean = five.handle }
    try refused("[8] Double") { $0.running_var = double.handle }
    try refused("without running statistics") { $0.running_var = nil }
    try refused("unknown statistics 3") { $0.statistics = ct_statistics(rawValue: 3) }
  }

  @Test func invertedResiduals() throws {
    let x = try RawTensor(2, 4, 6, 6)
    func refused(
      _ fragment: String, x given: RawTensor? = nil,
      sourceLocation: SourceLocation = #_sourceLocation,
      _ change: (inout RawResidual) throws -> Void
    ) throws {
      var residual = try RawResidual()
      try change(&residual)
      expectRefusal(saying: fragment, sourceLocation: sourceLocation) {
        residual.run(given ?? x, $0)
      }
    }
    try refused("expected images", x: RawTensor(4, 6, 6)) { _ in }
    try refused("a stride is from 1") { $0.stride = 0 }
    try refused("a residual needs a result of the input's shape") { $0.stride = 2 }
    try refused("a residual needs a result of the input's shape") {
      $0.project = try RawTensor(5, 6, 1, 1)
      $0.outputs = try RawTensor(5)
    }
    try refused("the weight of an expansion of [6, 4, 1, 1]") {
      $0.expand = try RawTensor(6, 3, 1, 1)
    }
    try refused("the weight of a projection of [4, 6, 1, 1]") {
      $0.project = try RawTensor(4, 5, 1, 1)
    }
    try refused("without depthwise weights") { $0.depthwise = [] }
    try refused("kernels are 3, 5 or 7 wide, not 4") { $0.depthwise = [try RawTensor(6, 1, 4, 4)] }
    try refused("weights are channels × 1 × k × k") { $0.depthwise = [try RawTensor(6)] }
    try refused("a depthwise weight of [6, 1, 3, 3]") { $0.depthwise = [try RawTensor(6, 1, 3, 5)] }
    try refused("the weight of an expansion of [5, 4, 1, 1]") {
      $0.depthwise = [try RawTensor(5, 1, 3, 3)]
    }
    try refused("factors and summands of a normalisation of [6]") { $0.hidden = try RawTensor(5) }
    try refused("factors and summands of a normalisation of [4]") { $0.outputs = try RawTensor(5) }
    try refused("expected factors of images of [2]") { $0.keep = try RawTensor(3) }
    try refused("the weight of a squeeze of [2, 6]") { $0.squeeze = try RawTensor(2, 5) }
    try refused("the weight of an excitation of [6, 2]") { $0.excite = try RawTensor(6, 3) }
    try refused("the bias of an excitation of [6]") { $0.exciteBias = try RawTensor(5) }
    try refused("[2] Double") { $0.squeezeBias = try RawTensor(2, type: CT_FLOAT64) }
  }
}
