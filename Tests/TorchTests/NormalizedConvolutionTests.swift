import TestSupport
import Testing
import Torch

/// A convolution with what follows it, by our kernels against libtorch's operators.
@Suite struct NormalizedConvolutionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    /// Images × channels × height × width.
    var shape: [Int]
    var outputs: Int
    var kernel = 1
    var stride = 1
    var testDescription: String { "\(shape) to \(outputs), \(kernel)x\(kernel), stride \(stride)" }
  }

  static let cases = [
    Case(shape: [2, 1, 28, 28], outputs: 16, kernel: 3),
    Case(shape: [3, 3, 9, 8], outputs: 13, kernel: 3, stride: 2),
    Case(shape: [2, 2, 5, 7], outputs: 4, kernel: 5, stride: 3),
    Case(shape: [5, 48, 4, 4], outputs: 128), Case(shape: [6, 40, 1, 1], outputs: 5),
    Case(shape: [3, 7, 9, 8], outputs: 33, stride: 2),
  ]

  @Test(arguments: InvertedResidualTests.Statistics.allCases, cases)
  func agreesWithLibtorch(statistics: InvertedResidualTests.Statistics, shape: Case) {
    for (rectified, averaged, isAffine) in [
      (true, false, true), (true, true, true), (false, false, false), (false, true, true),
    ] {
      func run(_ layer: (Tensor, Tensor, BatchNormalization) -> Tensor) -> [Tensor] {
        let generator = Generator(seed: 1)
        let channels = [shape.outputs]
        let images = (generator.normal(shape.shape) + 0.3).asLeaf()
        let kernel = generator.normal(
          [shape.outputs, shape.shape[1], shape.kernel, shape.kernel]).asLeaf()
        let (weight, bias) = (
          (generator.normal(channels) + 1).asLeaf(), generator.normal(channels).asLeaf()
        )
        let running = Tensor.RunningStatistics(
          mean: generator.normal(channels), variance: .ones(channels) * 2)
        let out = layer(
          images, kernel,
          BatchNormalization(
            weight: isAffine ? weight : nil, bias: isAffine ? bias : nil,
            statistics: statistics == .batch ? nil : running, byBatch: statistics != .running))
        let cotangent = Generator(seed: 2).normal(out.shape)
        return [out.detached()]
          + out.gradients(
            withRespectTo: [images, kernel] + (isAffine ? [weight, bias] : []),
            cotangent: cotangent) + [running.mean, running.variance]
      }
      let ours = run {
        $0.convolved(
          with: $1, stride: shape.stride, normalizedBy: $2, rectified: rectified, averaged: averaged
        )
      }
      let theirs = run {
        let normalized = $0.convolved(with: $1, stride: shape.stride, padding: shape.kernel / 2)
          .batchNormalized(by: $2)
        let output = rectified ? normalized.relu() : normalized
        return averaged ? output.mean([2, 3]) : output
      }
      for (place, (own, reference)) in zip(ours, theirs).enumerated() {
        let scale = reference.magnitude().mean().item
        let difference = (own - reference).magnitude().elements(as: Float.self).max() ?? .infinity
        #expect(own.shape == reference.shape)
        #expect(
          Double(difference) <= 1e-3 * max(scale, 1),
          "\(shape), \(statistics), \(rectified), \(averaged), tensor \(place): \(difference)")
      }
    }
  }
}
