import TestSupport
import Testing
import Torch

@testable import Architectures
@testable import Training

/// Networks by hand as they are trained, against PyTorch.
struct ReferenceNetworkTests {
  private static func network(_ name: Substring) throws -> Architecture {
    let isLarge = name.hasSuffix("-large")
    switch name.prefix(while: { $0 != "-" }) {
    case "mobilenet":
      return Architecture(
        try MobileNetwork(width: isLarge ? 2 : 3, stages: isLarge ? 3 : 2))
    case "plain": return Architecture(try PlainNetwork(width: isLarge ? 2 : 3))
    default:
      return Architecture(
        try ResidualNetwork(width: isLarge ? 2 : 3, depth: isLarge ? 8 : 14))
    }
  }

  private func golden(
    _ name: String
  ) throws -> (Fixture, ParameterStore, any ImageClassifier) {
    let golden = try Fixture("references").of(name)
    let shape = try golden["input"].shape
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let network = try Self.network(name[...]).classifier(
      image: ImageShape(channels: shape[1], height: shape[2], width: shape[3]), classes: 5,
      computation: Computation(), in: store.root)
    #expect(Set(store.parameters.map(\.name)) == Set(golden.state.keys))
    try store.load(golden.state)
    return (golden, store, network)
  }

  @Test(arguments: ["mobilenet", "plain", "resnet"]) func training(name: String) throws {
    let (golden, store, network) = try golden(name)
    let logits = network(try golden["input"], mode: .training, dropPath: nil).logits
    let loss = logits.crossEntropy(with: try golden["labels"])
    expectClose(logits, try golden["output"], "logits")
    expectClose(loss, try golden["loss"], "loss")
    let weights = store.parameters(role: .weight)
    let gradients = Dictionary(
      uniqueKeysWithValues: zip(
        weights.map(\.name), loss.gradients(withRespectTo: weights.map(\.tensor))))
    // Shifts that a normalisation takes away are not in the file.
    let expected = golden.all("grad.")
    expectClose(gradients.filter { !$0.key.hasSuffix("project.bn.bias") }, expected)
    expectClose(store.state, golden.all("after."))
  }

  @Test(arguments: ["mobilenet", "plain", "resnet"], ["", "-large"])
  func outputs(name: String, size: String) throws {
    let (golden, store, network) = try golden(name + size)
    expectClose(network.logits(try golden["input"]), try golden["output.evaluation"], "logits")
    try expectIdentical(store.state, golden.state)
    let logits = network(try golden["input"], mode: .training, dropPath: nil).logits
    expectClose(logits, try golden["output"], "logits")
    expectClose(store.state, golden.all("after."))
  }
}
