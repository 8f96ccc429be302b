import TestSupport
import Testing
import Torch

@testable import Training

/// The one step of every training.
struct TrainerStepTests {
  /// Two weights, 3 and 4, and what a step does to them.
  private let weights = [Tensor(Float(3)).asLeaf(), Tensor(Float(4)).asLeaf()]
  private var values: [Double] { weights.map { $0.detached().item } }

  private var descent: SGD { SGD(weights, options: SGD.Options()) }

  /// Half the sum of squares, whose gradient is the weights themselves, times the mean label.
  private func loss(_ part: Batch) -> Tensor {
    let squares = weights[0] * weights[0] + weights[1] * weights[1]
    return squares * part.labels.to(.float32).mean([0]) * 0.5
  }

  private func batch(_ labels: [Int64], size: Int = 0) -> MicroBatches {
    MicroBatches(
      Batch(
        images: Tensor.zeros([labels.count, 1, 1, 1], type: .float32),
        labels: Tensor(labels, shape: [labels.count])), size: size)
  }

  @Test func everyPartCountsByItsImages() throws {
    for size in [0, 1, 2] {
      let step = TrainerStep(weights, optimizer: descent)
      let gradients = try step.gradients(on: batch([1, 2, 6], size: size), loss: loss)
      expectClose(gradients[0], Tensor(Float(9)), tolerance: 1e-6)
      expectClose(gradients[1], Tensor(Float(12)), tolerance: 1e-6)
    }
  }

  /// The hook sees the gradients as they are, the transformation what the hook leaves, clipping what that leaves.
  @Test func theHookTheTransformationAndTheClippingComeInOrder() throws {
    var seen: [[Double]] = []
    var step = TrainerStep(weights, optimizer: descent, clip: 1) { gradients in
      seen.append(gradients.map(\.item))
      [gradients[1]].multiply(by: [Tensor(Float(0))])
    }
    step.afterGradients = { gradients, positions in
      #expect(positions == nil)
      seen.append(gradients.map(\.item))
      gradients.scale(by: 10)
    }
    try step(on: batch([1]), number: 0, rate: 0.5, loss: loss)
    #expect(seen == [[3, 4], [30, 40]])
    // The second gradient is 0 and takes no room: the first is clipped to 1.
    expectClose(values[0], 2.5, tolerance: 1e-5)
    #expect(values[1] == 4)
  }

  @Test func withoutALimitNothingIsClipped() throws {
    var step = TrainerStep(weights, optimizer: descent)
    try step(on: batch([1]), number: 0, rate: 0.5, loss: loss)
    #expect(values == [1.5, 2])
  }

  @Test func someParametersRestWithTheirMomenta() throws {
    let optimizer = SGD(weights, options: SGD.Options(momentum: 0.5))
    var step = TrainerStep(weights, optimizer: optimizer)
    var seen: [Int]?
    step.afterGradients = { seen = $1 }
    try step.update(gradients: [Tensor(Float(2))], at: [1], number: 0, rate: 1)
    #expect(seen == [1])
    #expect(values == [3, 2])
    #expect(step.optimizer.momenta.map(\.item) == [0, 2])
  }

  /// A decay of 0.1 at the first step: the average is nearly where the weight is.
  @Test func theAverageFollowsWhatTheOptimiserDid() throws {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
    let weight = store.root.parameter("w", shape: [1], initializer: .constant(3))
    var step = TrainerStep(
      [weight], optimizer: SGD([weight], options: SGD.Options()),
      average: WeightAverage(store, decay: 0.9))
    try step.update(gradients: [Tensor([Float(1)], shape: [1])], number: 0, rate: 1)
    #expect(weight.detached().item == 2)
    expectClose(try #require(step.average?.tensors.first).item, 2.1, tolerance: 1e-6)
  }

  /// Also where only the last part is at fault.
  @Test(arguments: [0, 1])
  func aLossThatIsNotFiniteMovesNothing(size: Int) throws {
    var step = TrainerStep(weights, optimizer: SGD(weights, options: SGD.Options(momentum: 0.5)))
    var isTold = false
    step.afterGradients = { _, _ in isTold = true }
    var parts = 0
    #expect(throws: NonFiniteLoss.self) {
      try step(on: batch([1, 2], size: size), number: 0, rate: 1) { part in
        parts += 1
        return loss(part) * (parts == (size == 0 ? 1 : 2) ? .infinity : 1)
      }
    }
    #expect(values == [3, 4])
    #expect(step.optimizer.momenta.map(\.item) == [0, 0])
    #expect(!isTold)
  }

  @Test func whatTheHookThrowsMovesNothing() throws {
    var step = TrainerStep(weights, optimizer: Adam(weights, options: Adam.Options()))
    step.afterGradients = { _, _ in throw Interrupted() }
    #expect(throws: Interrupted.self) {
      try step(on: batch([1]), number: 0, rate: 1, loss: loss)
    }
    #expect(values == [3, 4])
    #expect(step.optimizer.steps == 0)
  }

  @Test func momentaAndAverageComeBack() throws {
    let optimizer = SGD(weights, options: SGD.Options(momentum: 0.5))
    var step = TrainerStep(weights, optimizer: optimizer)
    try step(on: batch([1]), number: 0, rate: 0.5, loss: loss)
    let saved = snapshot(step.state)
    #expect(saved.keys.sorted() == ["momentum.0", "momentum.1"])
    let other = TrainerStep(weights, optimizer: SGD(weights, options: SGD.Options(momentum: 0.5)))
    try other.load(saved)
    #expect(other.optimizer.momenta.map(\.item) == [3, 4])
  }
}
