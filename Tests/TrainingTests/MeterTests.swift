import Datasets
import TestSupport
import Testing
import Torch

@testable import Training

struct MeterTests {
  /// Three images, two of them right; then one, wrong.
  private var meter: Meter {
    var meter = Meter()
    meter.count(
      loss: Tensor(2), logits: Tensor([Float(1), 0, 0, 1, 1, 0], shape: [3, 2]),
      labels: Tensor([Int64(0), 1, 1], shape: [3]))
    meter.count(
      loss: Tensor(6), logits: Tensor([Float(0), 1], shape: [1, 2]),
      labels: Tensor([Int64(0)], shape: [1]))
    return meter
  }

  @Test func meansAreOverImages() {
    #expect(meter.images == 4)
    #expect(meter.loss == 3)
    #expect(meter.accuracy == 0.5)
  }

  @Test func nothingCountedIsZero() throws {
    #expect(Meter().images == 0)
    #expect(Meter().loss == 0)
    #expect(Meter().accuracy == 0)
    #expect(Meter().state.isEmpty)
    #expect(try Meter(state: [:]).images == 0)
  }

  @Test func stateGoesOn() throws {
    var copy = try Meter(state: meter.state)
    #expect((copy.images, copy.loss, copy.accuracy) == (4, 3, 0.5))
    copy.count(
      loss: Tensor(3), logits: Tensor([Float(0), 1], shape: [1, 2]),
      labels: Tensor([Int64(1)], shape: [1]))
    #expect((copy.images, copy.loss, copy.accuracy) == (5, 3, 0.6))
    try expectIdentical(Meter(state: copy.state).state, copy.state)
  }

  @Test(arguments: ["losses", "hits", "sizes"])
  func aStateThatLacksAPartIsRefused(part: String) {
    var state = meter.state
    state[part] = nil
    #expect(throws: StateError.self) { try Meter(state: state) }
    state[part] = Tensor([Float(1)], shape: [1])
    #expect(throws: StateError.self) { try Meter(state: state) }
  }

  @Test func metersAddUp() {
    var sum = Meter()
    sum.add(meter)
    sum.add(meter)
    #expect((sum.images, sum.loss, sum.accuracy) == (8, 3, 0.5))
  }

  @Test func lossKeepsNoGraph() {
    var meter = Meter()
    let leaf = Tensor(1).asLeaf()
    meter.count(
      loss: leaf * 2, logits: Tensor([Float(1)], shape: [1, 1]),
      labels: Tensor([Int64(0)], shape: [1]))
    #expect(meter.state["losses"]?.requiresGradient == false)
  }

  @Test(arguments: [1, 4, 7, 100])
  func evaluationIsOverAllImages(batchSize: Int) throws {
    let images = ImageSet.synthetic(count: 7, classes: 3).onDevice
    // Always class 0: right for images 0, 3 and 6 of labels 0, 1, 2, 0...
    let evaluation = try Evaluation(
      on: images, indices: [0, 1, 2, 3, 4], batchSize: batchSize
    ) { batch in
      Tensor([Float(5), 0, 0], shape: [3], device: .underTest)
        + .zeros([batch.size(0), 3], device: .underTest)
    }
    #expect(evaluation.accuracy == 0.4)
    // log(e^5 + 2), less 5 for those of class 0.
    expectClose(evaluation.loss, 3.013_385_9, tolerance: 1e-5)
  }
}
