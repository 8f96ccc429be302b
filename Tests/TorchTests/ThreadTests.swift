import TestSupport
import Testing
import Torch

/// Several threads give what one gives, but for rounding, and the same bytes each time.
@Suite struct ThreadTests {
  /// A layer of images (7 × 12 × 9 × 9, so that no number of threads here divides them), which makes its own weights.
  private typealias Layer = @Sendable (Tensor, Generator) -> (out: Tensor, weights: [Tensor])

  private static let layers: [(name: String, layer: Layer)] = [
    ("cell", { cell($0, $1, stored: .float32) }),
    ("cell in bfloat16", { cell($0, $1, stored: .bfloat16) }),
    (
      "pointwise block",
      { images, generator in
        let weight = generator.normal([20, 12, 1, 1]).asLeaf()
        return (
          images.pointwiseBlock(weights: [weight], statistics: statistics(20), mode: .training),
          [weight]
        )
      }
    ),
    (
      "factorized reduction",
      { images, generator in
        let weights = (0..<2).map { _ in generator.normal([10, 12, 1, 1]).asLeaf() }
        return (
          images.pointwiseBlock(weights: weights, statistics: statistics(20), mode: .training),
          weights
        )
      }
    ),
    (
      "inverted residual",
      { images, generator in
        let weights = [
          [14, 12, 1, 1], [5, 1, 7, 7], [9, 1, 3, 3], [3, 14], [3], [14, 3], [14], [12, 14, 1, 1],
        ].map { generator.normal($0).asLeaf() }
        func normalization(_ channels: Int) -> BatchNormalization {
          BatchNormalization(statistics: statistics(channels), byBatch: true)
        }
        return (
          images.invertedResidual(
            InvertedResidualWeights(
              expand: weights[0], expanded: normalization(14), depthwise: Array(weights[1...2]),
              stride: 1, filtered: normalization(14),
              excitation: (
                squeeze: Linear(weight: weights[3], bias: weights[4]),
                excite: Linear(weight: weights[5], bias: weights[6])
              ), project: weights[7], projected: normalization(12)), isResidual: true), weights
        )
      }
    ),
    (
      "normalised convolution",
      { images, generator in
        let weight = generator.normal([20, 12, 3, 3]).asLeaf()
        let normalization = BatchNormalization(statistics: statistics(20), byBatch: true)
        return (
          images.convolved(with: weight, stride: 2, normalizedBy: normalization, rectified: true),
          [weight]
        )
      }
    ),
    (
      "convolution",
      { images, generator in
        let weight = generator.normal([6, 12, 3, 3]).asLeaf()
        return (images.convolved(with: weight, padding: 1), [weight])
      }
    ),
    (
      "convolution of 1 row and 7 columns",
      { images, generator in
        let weight = generator.normal([12, 12, 1, 7]).asLeaf()
        return (images.convolved(with: weight, stride: (1, 2), padding: (0, 3)), [weight])
      }
    ),
    (
      "convolution of 7 rows and 1 column",
      { images, generator in
        let weight = generator.normal([12, 12, 7, 1]).asLeaf()
        return (images.convolved(with: weight, stride: (2, 1), padding: (3, 0)), [weight])
      }
    ),
  ]

  @Test(arguments: layers.indices, [2, 3, 4])
  func agreeWithOne(layer: Int, threads: Int) {
    let (name, layer) = Self.layers[layer]
    let before = Libtorch.threads
    let alone = withThreads(1) { run(layer) }
    let shared = withThreads(threads) {
      #expect(Libtorch.threads == threads)
      #expect(Libtorch.grantedThreads == threads)
      return (run(layer), run(layer))
    }
    for (place, tensor) in alone.enumerated() {
      let name = "\(name), tensor \(place), \(threads) threads"
      expectClose(shared.0[place], tensor, tolerance: 2e-4, name)
      #expect(shared.0[place].floats == shared.1[place].floats, "\(name)")
    }
    #expect(Libtorch.threads == before)
  }

  /// oneDNN 3.12 writes beyond its buffers here, with three threads or more, unless the pixels are picked out before.
  @Test(arguments: [1, 3, 4])
  func stridedPointwiseConvolutions(threads: Int) {
    func gradients(_ images: Tensor, _ weight: Tensor, _ out: Tensor) -> [[Float]] {
      let cotangent = Generator(seed: 2).normal(out.shape)
      return [out.floats]
        + out.gradients(withRespectTo: [images, weight], cotangent: cotangent).map(\.floats)
    }
    withThreads(threads) {
      for (channels, padding) in [(1, 0), (3, 0), (4, 1), (16, 0)] {
        let generator = Generator(seed: 1)
        let images = generator.normal([8, channels, 9, 8]).asLeaf()
        let weight = generator.normal([channels, channels, 1, 1]).asLeaf()
        let strided = images.convolved(with: weight, stride: 2, padding: padding)
        let padded = padding == 0 ? images : images.padded([1, 1, 1, 1])
        let picked = padded.sliced(0..<padded.size(2), dimension: 2, step: 2)
          .sliced(0..<padded.size(3), dimension: 3, step: 2)
        let plain = picked.convolved(with: weight)
        #expect(gradients(images, weight, strided) == gradients(images, weight, plain))
        let down = images.convolved(with: weight, stride: (2, 1), padding: (padding, 0))
        let above = padding == 0 ? images : images.padded([0, 0, 1, 1])
        let rows = above.sliced(0..<above.size(2), dimension: 2, step: 2).convolved(with: weight)
        #expect(gradients(images, weight, down) == gradients(images, weight, rows))
      }
    }
  }

  /// The result and all gradients.
  private func run(_ layer: Layer) -> [Tensor] {
    let generator = Generator(seed: 1)
    let images = generator.normal([7, 12, 9, 9]).asLeaf()
    let (out, weights) = layer(images, generator)
    let cotangent = Generator(seed: 2).normal(out.shape)
    return [out.detached()]
      + out.gradients(withRespectTo: [images] + weights, cotangent: cotangent)
  }

  private static func statistics(_ channels: Int) -> Tensor.RunningStatistics {
    Tensor.RunningStatistics(mean: .zeros([channels]), variance: .ones([channels]))
  }

  /// Two nodes: a double block and a pool of the images, the identity and a dilated block on the first node.
  private static func cell(
    _ images: Tensor, _ generator: Generator, stored: ElementType
  ) -> (out: Tensor, weights: [Tensor]) {
    let depthwise = [3, 3, 5].map { generator.normal([12, 1, $0, $0]).asLeaf() }
    let pointwise = (0..<3).map { _ in generator.normal([12, 12, 1, 1]).asLeaf() }
    let coefficients = generator.normal([4]).asLeaf()
    var operations = [
      MixedOperation(
        kind: .doubleBlock, stride: 1, depthwise: Array(depthwise[..<2]),
        pointwise: Array(pointwise[..<2]), statistics: [statistics(12), statistics(12)]),
      .pool(.averagePool, stride: 1, statistics: statistics(12)), .identity,
      MixedOperation(
        kind: .block, kernelSize: 5, stride: 1, dilation: 2, depthwise: [depthwise[2]],
        pointwise: [pointwise[2]], statistics: [statistics(12)]),
    ]
    for (place, source) in [(2, MixedOperation.Source.given(0)), (3, .node(0))] {
      operations[place].source = source
      operations[place].node = 1
    }
    for place in operations.indices { operations[place].coefficient = place }
    let out = Tensor.mixed(
      operations, sources: [images], coefficients: coefficients, nodes: 2, mode: .training,
      stored: stored)
    return (out, depthwise + pointwise + [coefficients])
  }
}
