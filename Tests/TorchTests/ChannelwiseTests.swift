import TestSupport
import Testing
import Torch

/// Our depthwise convolution against libtorch's, in NCHW.
@Suite struct ChannelwiseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var channels: Int
    var size: Int
    var images = 2
    var testDescription: String { "\(images) x \(channels) x \(size) x \(size)" }
  }

  static let cases = [
    Case(channels: 1, size: 7, images: 1), Case(channels: 5, size: 9), Case(channels: 32, size: 8),
    Case(channels: 40, size: 14, images: 3), Case(channels: 72, size: 7),
    Case(channels: 8, size: 1, images: 6), Case(channels: 8, size: 2), Case(channels: 24, size: 4),
  ]

  @Test(arguments: [(3, 1), (5, 1), (7, 1), (3, 2), (5, 2), (7, 2), (5, 3)], cases)
  func agreesWithLibtorch(kernel: (size: Int, stride: Int), shape: Case) {
    let generator = Generator(seed: 1)
    let images = generator.normal(
      [shape.images, shape.channels, shape.size, shape.size], standardDeviation: 1)
    let kernels = generator.normal(
      [shape.channels, 1, kernel.size, kernel.size], standardDeviation: 1)
    func run(_ convolve: (Tensor, Tensor) -> Tensor) -> [Tensor] {
      let (x, weight) = (images.clone(), kernels.clone())
      x.setRequiresGradient(true)
      weight.setRequiresGradient(true)
      let out = convolve(x, weight)
      let cotangent = Generator(seed: 2).normal(out.shape, standardDeviation: 1)
      return [out.detached()]
        + out.gradients(withRespectTo: [x, weight], cotangent: cotangent)
    }
    let own = run { $0.channelwiseConvolved(with: [$1], stride: kernel.stride) }
    let reference = run {
      $0.convolved(
        with: $1, stride: kernel.stride, padding: kernel.size / 2, groups: shape.channels)
    }
    for (own, reference) in zip(own, reference) {
      let scale = reference.magnitude().mean().elements(as: Float.self)[0]
      let difference = (own - reference).magnitude().elements(as: Float.self).max() ?? .infinity
      #expect(own.shape == reference.shape)
      #expect(difference <= 1e-4 * max(scale, 1))
    }
  }
}
