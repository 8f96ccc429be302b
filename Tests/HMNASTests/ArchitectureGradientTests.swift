import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// The gradient of the bilevel search against PyTorch's and a closed form.
struct ArchitectureGradientTests {
  private let golden: Fixture
  private let training, validation: (images: Tensor, labels: Tensor)

  init() throws {
    let golden = try Fixture("architect")
    func batch(_ name: String) throws -> (images: Tensor, labels: Tensor) {
      (try golden["input.\(name)"], try golden["labels.\(name)"])
    }
    (training, validation) = (try batch("training"), try batch("validation"))
    self.golden = golden
  }

  @Test(arguments: Engine.allCases)
  func firstOrder(engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 8, engine: engine)
    let before = snapshot(network.store.state)
    let gradients = bilevel(network).firstOrder {
      loss(network, validation).gradients(withRespectTo: $0)
    }
    try expectGradients(gradients, in: network, "firstOrder")
    try expectIdentical(network.store.state, before)
  }

  @Test(arguments: Engine.allCases)
  func secondOrder(engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 8, engine: engine)
    let before = snapshot(network.store.state)
    let optimizer = SGD(
      network.store.tensors(role: .weight),
      options: SGD.Options(
        momentum: try golden.number("option.momentum"),
        weightDecay: try golden.number("option.weightDecay")))
    optimizer.momenta.assign(
      try network.store.parameters(role: .weight).map { try golden["momentum.\($0.name)"] })
    var (trainingLosses, validationLosses): ([Double], [Double]) = ([], [])
    let gradients = try bilevel(network).secondOrder(
      training: {
        let loss = loss(network, training)
        trainingLosses.append(loss.item)
        return loss.gradients(withRespectTo: $0)
      },
      validation: {
        let loss = loss(network, validation)
        validationLosses.append(loss.item)
        return loss.gradients(withRespectTo: $0)
      }, optimizer: optimizer, rate: try golden.number("option.learningRate"))
    try expectGradients(gradients, in: network, "secondOrder")
    // At w, then at w' and at w+ and w-.
    expectClose(trainingLosses[0], try golden.number("loss.training"), "training loss")
    expectClose(validationLosses[0], try golden.number("loss.unrolled"), "unrolled loss")
    #expect(trainingLosses.count == 3)
    #expect(validationLosses.count == 1)
    // The weights are back to the last bit, and nothing else moved.
    try expectIdentical(network.store.state, before)
  }

  /// L_train = w · a and L_val = w² / 2 with w' = w - η (m b + a + d w): d L_val(w') / d a = -η w'.
  @Test func secondOrderOfAProduct() throws {
    let (weight, architecture) = (Tensor(3).asLeaf(), Tensor(0.5).asLeaf())
    let optimizer = SGD([weight], options: SGD.Options(momentum: 0.5, weightDecay: 0.25))
    optimizer.momenta[0].fill(2)
    let gradients = try ArchitectureGradient(weights: [weight], architecture: [architecture])
      .secondOrder(
        training: { (weight * architecture).gradients(withRespectTo: $0) },
        validation: { (weight * weight * 0.5).gradients(withRespectTo: $0) },
        optimizer: optimizer, rate: 0.1)
    let moved = 3 - 0.1 * (0.5 * 2 + 0.5 + 0.25 * 3)
    expectClose(gradients[0].item, -0.1 * moved, tolerance: 1e-3)
    #expect(weight.item == 3)
    #expect(optimizer.momenta[0].item == 2)
  }

  @Test(arguments: 0..<4)
  func weightsComeBackWhereAGradientFails(call: Int) {
    struct Failure: Error {}
    let (weight, architecture) = (Tensor(3).asLeaf(), Tensor(0.5).asLeaf())
    var calls = 0
    func gradient(_ loss: Tensor, _ inputs: [Tensor]) throws -> [Tensor] {
      defer { calls += 1 }
      if calls == call { throw Failure() }
      return loss.gradients(withRespectTo: inputs)
    }
    #expect(throws: Failure.self) {
      try ArchitectureGradient(weights: [weight], architecture: [architecture]).secondOrder(
        training: { try gradient(weight * architecture, $0) },
        validation: { try gradient(weight * weight * 0.5, $0) },
        optimizer: SGD([weight], options: SGD.Options()), rate: 0.1)
    }
    #expect(weight.item == 3)
  }

  private func bilevel(_ network: GoldenSupernet) -> ArchitectureGradient {
    ArchitectureGradient(
      weights: network.store.tensors(role: .weight), architecture: network.architecture.tensors)
  }

  private func loss(
    _ network: GoldenSupernet, _ batch: (images: Tensor, labels: Tensor)
  ) -> Tensor {
    network.logits(batch.images, mode: .batchStatistics).crossEntropy(with: batch.labels)
  }

  private func expectGradients(
    _ gradients: [Tensor], in network: GoldenSupernet, _ name: String
  ) throws {
    let names = network.store.parameters(role: .architecture).map(\.name)
    #expect(names == ["alpha.normal", "alpha.reduction", "beta.normal", "beta.reduction"])
    expectClose(
      Dictionary(uniqueKeysWithValues: zip(names, gradients)), golden.all("\(name)/grad."))
  }
}
