import Architectures
import Inference
import Testing

/// Expects numbers that differ by at most `tolerance` times the largest of them.
func expectClose(
  _ values: [Float], _ expected: [Float], tolerance: Float = 1e-5, _ comment: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == expected.count, sourceLocation: sourceLocation)
  let largest = expected.reduce(0) { max($0, abs($1)) }
  let error = zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  #expect(error <= tolerance * largest, "\(comment)", sourceLocation: sourceLocation)
}

/// Expects that both modes give the same for random weights and images.
func expectAgreement(
  _ graph: NetworkGraph, seed: UInt64, count: Int = 1, tolerance: Float = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let network = try graph.weighted(seed: seed)
  let inputs = graph.randomInputs(count: count, seed: seed + 1)
  let plain = try GraphExecutor(network, mode: .plain).outputs(inputs, count: count)
  let fused = try GraphExecutor(network).outputs(inputs, count: count)
  for (fused, plain) in zip(fused, plain) {
    expectClose(
      fused, plain, tolerance: tolerance, "seed \(seed)", sourceLocation: sourceLocation)
  }
}
