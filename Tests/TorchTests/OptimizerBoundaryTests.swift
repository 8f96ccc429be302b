import CTorch
import Testing

/// The fused optimisers of libtorch read and write raw memory without looking.
@Suite struct OptimizerBoundaryTests {
  @Test func gradientsThatDoNotFit() throws {
    for wrong in [try RawTensor(7), try RawTensor(8, 1), try RawTensor(8, type: CT_FLOAT64)] {
      try expectRefusal(saying: "a gradient of", gradient: wrong)
    }
  }

  @Test func momentsThatDoNotFit() throws {
    for wrong in [try RawTensor(7), try RawTensor(8, type: CT_FLOAT64)] {
      try expectRefusal(saying: "a running mean of", moment: wrong)
    }
    let whole = try RawTensor(16)
    try expectRefusal(
      saying: "lies otherwise in memory",
      moment: RawTensor { ct_slice(whole.handle, 0, 0, 16, 2, $0) })
  }

  @Test func weightsWithGaps() throws {
    let whole = try RawTensor(16)
    try expectRefusal(
      saying: "with gaps in memory", weight: RawTensor { ct_slice(whole.handle, 0, 0, 16, 2, $0) })
  }

  @Test func whatFitsIsTaken() throws {
    let (weight, gradient, momentum) = (
      try RawTensor(8), try RawTensor(8), try RawTensor(8, value: 0)
    )
    #expect(
      ct_sgd_([weight.handle], [gradient.handle], [momentum.handle], 1, 0.5, 0.9, 0, false)
        == CT_OK)
    var first = [Float](repeating: 0, count: 8)
    #expect(ct_to_bytes(weight.handle, &first, 32) == CT_OK)
    #expect(first == [Float](repeating: 0.5, count: 8))
  }

  private func expectRefusal(
    saying fragment: String, weight: RawTensor? = nil, gradient: RawTensor? = nil,
    moment: RawTensor? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let weight = try weight ?? RawTensor(8)
    let (gradient, moment) = (try gradient ?? RawTensor(8), try moment ?? RawTensor(8))
    let other = try RawTensor(8)
    func isRefused(_ status: ct_status) {
      #expect(status == CT_FAILED, sourceLocation: sourceLocation)
      let message = String(cString: ct_last_error())
      #expect(message.contains(fragment), "\(message)", sourceLocation: sourceLocation)
    }
    isRefused(
      ct_sgd_([weight.handle], [gradient.handle], [moment.handle], 1, 0.1, 0.9, 0, false))
    isRefused(
      ct_adam_(
        [weight.handle], [gradient.handle], [moment.handle], [other.handle], 1, 1, 0.1, 0.9, 0.99,
        1e-8, 0))
  }
}
