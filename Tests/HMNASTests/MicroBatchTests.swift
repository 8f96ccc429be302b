import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// Steps in micro-batches against gradients of their parts, averaged by hand.
struct MicroBatchTests {
  /// Seven images in parts of three and four, in the plainest of steps: what weights move by is their gradient.
  private var options: HMNASOptions {
    var options = Tiny.options
    options.microBatchSize = 4
    options.data.flip = false
    options.data.cropPadding = 0
    options.search.batchSize = 7
    options.search.learningRate = 1
    options.search.momentum = 0
    options.search.weightDecay = 0
    options.search.gradientClip = 1e9
    options.search.architectureWeightDecay = 0
    options.masking.batchSize = 7
    options.tuning.batchSize = 7
    options.tuning.learningRate = 1
    options.tuning.momentum = 0
    options.tuning.weightDecay = 0
    options.tuning.gradientClip = 1e9
    options.tuning.cutout = 0
    options.tuning.dropPath = 0
    return options
  }

  /// The first images of a stream, in the parts that a step makes of them.
  private func parts(_ indices: some Sequence<Int32>, _ seed: Seed) -> [Batch] {
    var stream = BatchStream(Array(indices), batchSize: 7, seed: seed)
    let images = stream.batch(0)
    return [Tiny.images.batch(Array(images[..<3])), Tiny.images.batch(Array(images[3...]))]
  }

  private func average(_ gradients: [[Tensor]]) -> [Tensor] {
    zip(gradients[0], gradients[1]).map { $0 * (3.0 / 7) + $1 * (4.0 / 7) }
  }

  private func expectClose(_ actual: [Tensor], _ expected: [Tensor], tolerance: Double) {
    func named(_ tensors: [Tensor]) -> [String: Tensor] { tensors.named("tensor") }
    TestSupport.expectClose(named(actual), named(expected), tolerance: tolerance)
  }

  @Test(arguments: Engine.allCases)
  func supernetWeights(engine: Engine) {
    var options = options
    options.network.computation.engine = engine
    options.search.warmStartEpochs = 1
    let stage = Tiny.search(options)
    let weights = stage.store.tensors(role: .weight)
    let mixing = stage.architecture.mixing(Tiny.network.topology, softmax: .perNode)
    let expected = average(
      parts(Tiny.indices.prefix(16), Seed(1).derived("training order")).map { part in
        stage.supernet(part.images, mixing: mixing, mode: .batchStatistics)
          .crossEntropy(with: part.labels).gradients(withRespectTo: weights)
      })
    let moved = weights.cloned()
    stage.run(0..<1)
    moved.add(weights, scaledBy: -1)
    expectClose(moved, expected, tolerance: 1e-3)
  }

  /// Adam's mean after one step is 1 - beta1 times the gradient.
  @Test(arguments: [BilevelOrder.first, .second])
  func architecture(order: BilevelOrder) throws {
    var options = options
    options.search.order = order
    options.search.learningRate = 0.1
    let stage = Tiny.search(options)
    let weights = stage.store.tensors(role: .weight)
    func gradient(_ batches: [Batch]) -> LossGradient {
      { tensors in
        average(
          batches.map { part in
            let mixing = stage.architecture.mixing(Tiny.network.topology, softmax: .perNode)
            return stage.supernet(part.images, mixing: mixing, mode: .batchStatistics)
              .crossEntropy(with: part.labels).gradients(withRespectTo: tensors)
          })
      }
    }
    let training = gradient(parts(Tiny.indices.prefix(16), Seed(1).derived("training order")))
    let validation = gradient(parts(Tiny.indices.suffix(8), Seed(1).derived("validation order")))
    let bilevel = ArchitectureGradient(weights: weights, architecture: stage.architecture.tensors)
    let expected =
      switch order {
      case .first: try bilevel.firstOrder(validation: validation)
      case .second:
        try bilevel.secondOrder(
          training: training, validation: validation,
          optimizer: SGD(weights, options: SGD.Options(momentum: 0, weightDecay: 0)), rate: 0.1)
      }
    stage.run(0..<1)
    let means = try expected.indices.map { try #require(stage.state["architecture.mean.\($0)"]) }
    expectClose(means.map { $0 / 0.5 }, expected, tolerance: order == .first ? 1e-4 : 1e-2)
  }

  /// Nothing looks at more than one image, so that parts change nothing but rounding.
  @Test(arguments: Engine.allCases, [1, 2, 3, 5])
  func masks(engine: Engine, size: Int) throws {
    var options = options
    options.network.computation.engine = engine
    let stage = Tiny.masking(options)
    try stage.scatterMasks(seed: 1)
    let batch = Tiny.images.batch(Array(0..<7))
    let (loss, _, whole) = try stage.gradients(on: batch)
    var meter = Meter()
    let parts = try stage.gradients(on: MicroBatches(batch, size: size), meter: &meter)
    expectClose(parts.operations, whole.operations, tolerance: 1e-5)
    expectClose(parts.edges, whole.edges, tolerance: 1e-5)
    expectClose(parts.weights, whole.weights, tolerance: 1e-4)
    #expect(meter.images == 7)
    TestSupport.expectClose(meter.loss, loss.item, tolerance: 1e-5)
  }

  @Test func fineTuning() throws {
    let stage = try Tiny.tuning(options)
    let weights = stage.store.parameters(role: .weight)
    let tensors = weights.map(\.tensor)
    let expected = average(
      parts(Tiny.indices, Seed(1).derived("tune").derived("order")).map { part in
        stage.network(part.images, mode: .batchStatistics, dropPath: nil).logits
          .crossEntropy(with: part.labels).gradients(withRespectTo: tensors)
      })
    // Weights under a mask do not move.
    let state = snapshot(stage.store.state)
    let moved = tensors.cloned()
    stage.run(0..<1)
    moved.add(tensors, scaledBy: -1)
    #expect(try !differences(stage.store.state, state).isEmpty)
    for (name, (moved, expected)) in zip(weights.map(\.name), zip(moved, expected))
    where !name.contains(".edges.") {
      TestSupport.expectClose(moved, expected, tolerance: 1e-3, name)
    }
  }

  /// As many images as a batch has, or more, are no parts at all.
  @Test(arguments: StageResumeTests.Kind.allCases)
  func largePartsChangeNothing(kind: StageResumeTests.Kind) throws {
    func state(_ size: Int) throws -> [String: Tensor] {
      let stage = try kind.stage(microBatchSize: size)
      stage.run(0..<3)
      return stage.state
    }
    try expectIdentical(state(8), state(0))
    #expect(try !differences(state(3), state(0)).isEmpty)
  }
}
