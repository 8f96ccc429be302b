import TestSupport
import Testing
import Torch

/// Our batch normalisation, alone and as the input of our depthwise convolution, against libtorch's operators.
@Suite struct NormalizationKernelTests {
  /// What batches are normalised by.
  enum Statistics: CaseIterable {
    case batch, trackedBatch, running
  }

  static let shapes = [
    [1, 1, 3, 3], [2, 5, 4, 4], [3, 40, 7, 7], [6, 72, 1, 1], [2, 33, 9, 8],
  ]

  @Test(arguments: Statistics.allCases, shapes)
  func agreesWithLibtorch(statistics: Statistics, shape: [Int]) {
    for rectified in [true, false] {
      for affine in [true, false] {
        compare(
          shape, statistics, affine: affine, parameters: [],
          own: { input, normalization, _ in
            input.normalized(by: normalization, rectified: rectified)
          },
          reference: { input, normalization, _ in
            let normalized = input.batchNormalized(by: normalization)
            return rectified ? normalized.relu() : normalized
          })
      }
    }
  }

  @Test(arguments: Statistics.allCases, [(3, 1), (5, 1), (7, 1), (3, 2), (5, 2), (7, 2)])
  func feedsDepthwiseConvolutions(
    statistics: Statistics, kernel: (size: Int, stride: Int)
  ) {
    for shape in Self.shapes {
      for affine in [true, false] {
        let weight = Generator(seed: 3).normal(
          [shape[1], 1, kernel.size, kernel.size], standardDeviation: 1)
        compare(
          shape, statistics, affine: affine, parameters: [weight],
          own: {
            $0.channelwiseConvolved(with: $2, stride: kernel.stride, rectifiedBy: $1)
          },
          reference: {
            $0.batchNormalized(by: $1).relu().convolved(
              with: $2[0], stride: kernel.stride, padding: kernel.size / 2, groups: shape[1])
          })
      }
    }
  }

  /// Channels 1, 40 and 34, each group with a kernel size of its own.
  @Test(arguments: Statistics.allCases, [1, 2])
  func feedsBranches(statistics: Statistics, stride: Int) {
    let branches = [(channels: 1, kernel: 7), (channels: 40, kernel: 3), (channels: 34, kernel: 5)]
    let weights = branches.map {
      Generator(seed: 3).normal([$0.channels, 1, $0.kernel, $0.kernel], standardDeviation: 1)
    }
    for affine in [true, false] {
      compare(
        [3, 75, 9, 8], statistics, affine: affine, parameters: weights,
        own: { $0.channelwiseConvolved(with: $2, stride: stride, rectifiedBy: $1) },
        reference: { input, normalization, weights in
          let hidden = input.batchNormalized(by: normalization).relu()
          var first = 0
          let outputs = zip(branches, weights).map { branch, weight in
            let channels = first..<first + branch.channels
            first = channels.upperBound
            return hidden.sliced(channels, dimension: 1).convolved(
              with: weight, stride: stride, padding: branch.kernel / 2, groups: branch.channels)
          }
          return Tensor.concatenated(outputs, dimension: 1)
        })
    }
  }

  @Test(arguments: Statistics.allCases, shapes)
  func excites(statistics: Statistics, shape: [Int]) {
    let (channels, squeezed) = (shape[1], 3)
    let parameters = [[squeezed, channels], [squeezed], [channels, squeezed], [channels]].map {
      Generator(seed: 3).normal($0, standardDeviation: 1)
    }
    func linears(_ weights: [Tensor]) -> (Linear, Linear) {
      (
        Linear(weight: weights[0], bias: weights[1]), Linear(weight: weights[2], bias: weights[3])
      )
    }
    for affine in [true, false] {
      compare(
        shape, statistics, affine: affine, parameters: parameters,
        own: {
          let (squeeze, excite) = linears($2)
          return $0.excited(after: $1, squeeze: squeeze, excite: excite)
        },
        reference: {
          let (squeeze, excite) = linears($2)
          let hidden = $0.batchNormalized(by: $1).relu()
          let gates = excite(squeeze(hidden.mean([2, 3])).relu()).sigmoid()
          return hidden * gates.reshaped([shape[0], channels, 1, 1])
        })
    }
  }

  /// A layer's images, normalisation and weights to its result.
  private typealias Layer = (Tensor, BatchNormalization, [Tensor]) -> Tensor

  private func compare(
    _ shape: [Int], _ statistics: Statistics, affine: Bool, parameters: [Tensor],
    own: Layer, reference: Layer
  ) {
    let ours = run(own, shape, statistics, affine, parameters)
    let theirs = run(reference, shape, statistics, affine, parameters)
    for (own, reference) in zip(ours, theirs) {
      let scale = reference.magnitude().mean().item
      let difference = (own - reference).magnitude().elements(as: Float.self).max() ?? .infinity
      #expect(own.shape == reference.shape)
      #expect(
        Double(difference) <= 2e-4 * max(scale, 1), "\(shape), \(statistics), affine \(affine)")
    }
  }

  /// The result, all gradients and the running statistics afterwards.
  private func run(
    _ layer: Layer, _ shape: [Int], _ statistics: Statistics, _ affine: Bool,
    _ parameters: [Tensor]
  ) -> [Tensor] {
    let generator = Generator(seed: 1)
    func leaf(_ shape: [Int]) -> Tensor {
      let tensor = generator.normal(shape, standardDeviation: 1) + 0.3
      tensor.setRequiresGradient(true)
      return tensor
    }
    let channels = [shape[1]]
    let (images, weight, bias) = (leaf(shape), leaf(channels), leaf(channels))
    let running = Tensor.RunningStatistics(
      mean: generator.normal(channels, standardDeviation: 1), variance: .ones(channels) * 2)
    let parameters = parameters.map { parameter in
      let own = parameter.clone()
      own.setRequiresGradient(true)
      return own
    }
    let out = layer(
      images,
      BatchNormalization(
        weight: affine ? weight : nil, bias: affine ? bias : nil,
        statistics: statistics == .batch ? nil : running, byBatch: statistics != .running),
      parameters)
    let cotangent = Generator(seed: 2).normal(out.shape, standardDeviation: 1)
    let gradients = out.gradients(
      withRespectTo: [images] + (affine ? [weight, bias] : []) + parameters, cotangent: cotangent)
    return [out.detached()] + gradients + [running.mean, running.variance]
  }
}
