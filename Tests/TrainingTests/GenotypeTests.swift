import TestSupport
import Testing
import Torch

@testable import Architectures
@testable import Training

/// Networks of published cells, against PyTorch.
struct GenotypeTests {
  @Test(arguments: [Genotype.Published.dartsV2, .nasNet, .amoebaNet], Engine.allCases)
  func outputs(published: Genotype.Published, engine: Engine) throws {
    let golden = try Fixture("genotypes").of(published.rawValue)
    let shape = try golden["input"].shape
    let network = try published.genotype.network(
      image: ImageShape(channels: shape[1], height: shape[2], width: shape[3]), classes: 5,
      channels: 2, cells: 4)
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let classifier = Architecture(network).classifier(
      image: network.network.image, classes: 5, computation: Computation(engine: engine),
      in: store.root)
    #expect(Set(store.parameters.map(\.name)) == Set(golden.state.keys))
    try store.load(golden.state)
    expectClose(classifier.logits(try golden["input"]), try golden["output.evaluation"])
    let logits = classifier(try golden["input"], mode: .training, dropPath: nil).logits
    expectClose(logits, try golden["output"])
    expectClose(store.state, golden.all("after."))
  }
}
