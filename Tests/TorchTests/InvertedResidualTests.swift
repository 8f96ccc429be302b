import TestSupport
import Testing
import Torch

/// Inverted residuals by our kernels against libtorch's operators.
@Suite struct InvertedResidualTests {
  /// What normalises.
  enum Statistics: CaseIterable {
    case batch, trackedBatch, running
  }

  struct Case: CustomTestStringConvertible, Sendable {
    /// Images × channels × height × width.
    var shape: [Int]
    /// Channels and kernel of each.
    var branches: [[Int]]
    var outputs: Int
    var stride = 1
    var isResidual = false
    var squeezed: Int?
    var isAffine = true
    var dropsPath = false

    var hidden: Int { branches.reduce(0) { $0 + $1[0] } }
    var testDescription: String {
      "\(shape), \(branches), \(outputs), stride \(stride), \(isResidual), \(squeezed ?? 0)"
    }
  }

  static let cases = [
    Case(shape: [2, 16, 28, 28], branches: [[48, 3]], outputs: 16, isResidual: true),
    Case(shape: [3, 16, 9, 8], branches: [[48, 3]], outputs: 24, stride: 2, isAffine: false),
    Case(
      shape: [2, 24, 7, 7], branches: [[36, 3], [36, 5]], outputs: 24, isResidual: true,
      squeezed: 8, dropsPath: true),
    Case(
      shape: [3, 5, 8, 9], branches: [[1, 7], [40, 3], [34, 5]], outputs: 7, stride: 2,
      squeezed: 3),
    Case(shape: [6, 40, 1, 1], branches: [[72, 5]], outputs: 40, isResidual: true),
    Case(
      shape: [5, 3, 4, 4], branches: [[4, 3]], outputs: 3, isResidual: true, isAffine: false,
      dropsPath: true),
    Case(shape: [4, 1, 5, 3], branches: [[1, 3]], outputs: 1, squeezed: 1),
    Case(shape: [2, 8, 11, 6], branches: [[100, 7]], outputs: 33, stride: 3),
    Case(shape: [9, 48, 4, 4], branches: [[144, 3]], outputs: 96, stride: 2, squeezed: 9),
    Case(shape: [2, 32, 2, 2], branches: [[200, 5]], outputs: 32, isResidual: true),
  ]

  @Test(arguments: Statistics.allCases, cases)
  func agreesWithLibtorch(statistics: Statistics, shape: Case) {
    let ours = run(shape, statistics) {
      $0.invertedResidual($1, isResidual: shape.isResidual, factors: $2)
    }
    let theirs = run(shape, statistics) { composed($0, $1, shape.isResidual, $2) }
    #expect(ours.count == theirs.count)
    for (place, (own, reference)) in zip(ours, theirs).enumerated() {
      let scale = reference.magnitude().mean().item
      let difference = (own - reference).magnitude().elements(as: Float.self).max() ?? .infinity
      #expect(own.shape == reference.shape)
      #expect(
        Double(difference) <= 1e-3 * max(scale, 1),
        "\(shape), \(statistics), tensor \(place): \(difference) of \(scale)")
    }
  }

  /// With running statistics and without gradients, images go through in slices.
  @Test func slicesOfEvaluations() {
    let shape = Case(
      shape: [70, 8, 5, 5], branches: [[12, 3], [12, 5]], outputs: 8, isResidual: true, squeezed: 4)
    let own = run(shape, .running) { $0.invertedResidual($1, isResidual: true, factors: $2) }[0]
    let evaluated = withoutGradient {
      run(shape, .running, gradients: false) {
        $0.invertedResidual($1, isResidual: true, factors: $2)
      }[0]
    }
    #expect(own.floats == evaluated.floats)
  }

  /// A batch whose channels are far from 0, beside how they vary: sums of squares say little then.
  @Test func statisticsOfDistantChannels() {
    let shape = Case(shape: [4, 16, 12, 12], branches: [[48, 3]], outputs: 16)
    func running(_ layer: (Tensor, InvertedResidualWeights) -> Tensor) -> [Tensor] {
      let generator = Generator(seed: 1)
      let images = generator.normal(shape.shape) + 30
      let (weights, _, statistics) = parts(shape, .trackedBatch, generator)
      _ = layer(images, weights)
      return [statistics[0].mean, statistics[0].variance]
    }
    let ours = running { $0.invertedResidual($1, isResidual: false) }
    let theirs = running { composed($0, $1, false, nil) }
    for (own, reference) in zip(ours, theirs) {
      expectClose(own, reference, tolerance: 2e-3, "running statistics")
    }
  }

  /// The layer's result, all gradients and the running statistics afterwards.
  private func run(
    _ shape: Case, _ statistics: Statistics, gradients: Bool = true,
    _ layer: (Tensor, InvertedResidualWeights, Tensor?) -> Tensor
  ) -> [Tensor] {
    let generator = Generator(seed: 1)
    let images = (generator.normal(shape.shape) + 0.3).asLeaf()
    let (weights, leaves, running) = parts(shape, statistics, generator)
    let factors =
      shape.dropsPath
      ? Tensor((0..<shape.shape[0]).map { Float($0 % 3) * 0.8 }, shape: [shape.shape[0]]) : nil
    let out = layer(images, weights, factors)
    guard gradients else { return [out] }
    let cotangent = Generator(seed: 2).normal(out.shape)
    return [out.detached()]
      + out.gradients(withRespectTo: [images] + leaves, cotangent: cotangent)
      + running.flatMap { [$0.mean, $0.variance] }
  }

  private func parts(
    _ shape: Case, _ statistics: Statistics, _ generator: Generator
  ) -> (InvertedResidualWeights, leaves: [Tensor], running: [Tensor.RunningStatistics]) {
    var leaves: [Tensor] = []
    var running: [Tensor.RunningStatistics] = []
    func leaf(_ shape: [Int], _ deviation: Double, _ mean: Double = 0) -> Tensor {
      let tensor = (generator.normal(shape) * deviation + mean).asLeaf()
      leaves.append(tensor)
      return tensor
    }
    func normalization(_ channels: Int) -> BatchNormalization {
      running.append(
        Tensor.RunningStatistics(
          mean: generator.normal([channels]) * 0.5, variance: .ones([channels]) * 2))
      return BatchNormalization(
        weight: shape.isAffine ? leaf([channels], 0.3, 1) : nil,
        bias: shape.isAffine ? leaf([channels], 0.3, 0.2) : nil,
        statistics: statistics == .batch ? nil : running[running.count - 1],
        byBatch: statistics != .running)
    }
    func linear(_ inputs: Int, _ outputs: Int) -> Linear {
      Linear(weight: leaf([outputs, inputs], 1), bias: leaf([outputs], 1))
    }
    let (inputs, hidden) = (shape.shape[1], shape.hidden)
    let weights = InvertedResidualWeights(
      expand: leaf([hidden, inputs, 1, 1], 1 / Double(inputs).squareRoot()),
      expanded: normalization(hidden),
      depthwise: shape.branches.map { leaf([$0[0], 1, $0[1], $0[1]], 1 / Double($0[1])) },
      stride: shape.stride, filtered: normalization(hidden),
      excitation: shape.squeezed.map { (squeeze: linear(hidden, $0), excite: linear($0, hidden)) },
      project: leaf([shape.outputs, hidden, 1, 1], 1 / Double(hidden).squareRoot()),
      projected: normalization(shape.outputs))
    return (weights, leaves, running)
  }

  private func composed(
    _ images: Tensor, _ weights: InvertedResidualWeights, _ isResidual: Bool, _ factors: Tensor?
  ) -> Tensor {
    let expanded = images.convolved(with: weights.expand)
      .batchNormalized(by: weights.expanded).relu()
    var first = 0
    let filtered = weights.depthwise.map { weight in
      let channels = first..<first + weight.size(0)
      first = channels.upperBound
      return expanded.sliced(channels, dimension: 1).convolved(
        with: weight, stride: weights.stride, padding: weight.size(2) / 2, groups: channels.count)
    }
    var hidden = Tensor.concatenated(filtered, dimension: 1)
      .batchNormalized(by: weights.filtered).relu()
    if let (squeeze, excite) = weights.excitation {
      hidden =
        hidden
        * excite(squeeze(hidden.mean([2, 3])).relu()).sigmoid()
        .reshaped([hidden.size(0), hidden.size(1), 1, 1])
    }
    let output = hidden.convolved(with: weights.project).batchNormalized(by: weights.projected)
    let kept = factors.map { output * $0.reshaped([output.size(0), 1, 1, 1]) } ?? output
    return isResidual ? images + kept : kept
  }
}
