import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// The whole supernet against PyTorch's.
struct SupernetParityTests {
  private let golden: Fixture

  init() throws { golden = try Fixture("supernet") }

  @Test(arguments: Engine.allCases)
  func training(engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 16, engine: engine)
    let logits = network.logits(try golden["input"], mode: .training)
    let loss = logits.crossEntropy(with: try golden["labels"])
    expectClose(logits, try golden["output"], "logits")
    expectClose(loss, try golden["loss"], "loss")
    let gradients = gradients(of: loss, in: network)
    expectClose(gradients, golden.all("grad."))
    #expect(gradients.count == golden.all("grad.").count)
    expectClose(network.store.state, golden.all("after."))
  }

  @Test(arguments: Engine.allCases)
  func evaluation(engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 16, engine: engine)
    let logits = network.logits(try golden["input"], mode: .evaluation)
    expectClose(logits, try golden["output.evaluation"], "logits")
    try expectIdentical(network.store.state, golden.state)
  }

  @Test(arguments: Engine.allCases)
  func oneSoftmaxPerCell(engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 16, engine: engine)
    let logits = network.logits(try golden["input"], softmax: .perCell, mode: .training)
    let loss = logits.crossEntropy(with: try golden["labels"])
    expectClose(logits, try golden["perCell/output"], "logits")
    expectClose(loss, try golden["perCell/loss"], "loss")
    expectClose(gradients(of: loss, in: network), golden.all("perCell/grad."))
  }

  /// Where halves are rounded up, as from 28 over 7 to 4 pixels: the goldens have even sizes only.
  @Test(arguments: [7, 9, 13])
  func enginesAgreeOnOddImages(side: Int) throws {
    let generator = Generator(seed: 6)
    let images = generator.normal([8, 3, side, side]).contiguous(.channelsLast)
    let cotangent = generator.normal([8, 5])
    func results(_ engine: Engine) throws -> [String: Tensor] {
      let network = try GoldenSupernet(golden, side: side, engine: engine)
      let logits = network.logits(images, mode: .training)
      let trained = network.trained
      let gradients = logits.gradients(
        withRespectTo: trained.map(\.tensor), cotangent: cotangent)
      return Dictionary(
        uniqueKeysWithValues: zip(trained.map { "gradient of \($0.name)" }, gradients)
      )
      .merging(snapshot(network.store.state)) { $1 }.merging(["logits": logits.detached()]) { $1 }
    }
    expectClose(try results(.fused), try results(.reference), tolerance: 3e-4)
  }

  private func gradients(of loss: Tensor, in network: GoldenSupernet) -> [String: Tensor] {
    let trained = network.trained
    let gradients = loss.gradients(withRespectTo: trained.map(\.tensor))
    return Dictionary(uniqueKeysWithValues: zip(trained.map(\.name), gradients))
  }
}
