import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

struct AuxiliaryHeadTests {
  private let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))

  @Test func headIsDARTSs() throws {
    let golden = try Fixture("layers").of("auxiliaryHead")
    let head = AuxiliaryHead(
      ImageShape(channels: 6, height: 8, width: 8), classes: 5, widths: (12, 20), in: store.root)
    try store.load(golden.state)
    let input = try golden["input"].asLeaf()
    let output = head(input, mode: .training)
    expectClose(output, try golden["output"], "output")
    let weights = store.parameters(role: .weight)
    let gradients = output.gradients(
      withRespectTo: [input] + weights.map(\.tensor), cotangent: try golden["grad.output"])
    let names = ["input"] + weights.map(\.name)
    expectClose(
      Dictionary(uniqueKeysWithValues: zip(names, gradients)),
      golden.all("grad.").filter { $0.key != "output" })
    expectClose(store.state, golden.all("after."))
  }

  @Test(arguments: [7, 8, 14, 16])
  func headReadsFeaturesOfSide(side: Int) {
    let features = ImageShape(channels: 4, height: side, width: side)
    let head = AuxiliaryHead(features, classes: 3, in: store.root)
    let logits = head(.ones([2, 4, side, side], device: .underTest), mode: .training)
    #expect(logits.shape == [2, 3])
    #expect(store["conv2.weight"]?.tensor.shape == [768, 128, 2, 2])
  }

  @Test func smallerFeaturesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
      _ = AuxiliaryHead(
        ImageShape(channels: 4, height: 6, width: 8), classes: 3, in: store.root)
    }
  }
}
