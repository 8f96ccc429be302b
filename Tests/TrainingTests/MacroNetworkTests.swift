import TestSupport
import Testing
import Torch

@testable import Architectures
@testable import Training

/// Macro networks with weights of their own, against counts and against PyTorch.
struct MacroNetworkTests {
  private static let images = [
    ImageShape(channels: 3, height: 32, width: 32), ImageShape(channels: 1, height: 28, width: 28),
  ]

  @Test(arguments: ["00000000", "11111111", "22222222", "02102010"], images)
  func parametersOfTheBenchmarkAreThoseCounted(code: String, image: ImageShape) throws {
    try expectCount(of: NASBenchMacroNetwork(code: code).plan(image: image))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64], images)
  func parametersOfRandomNetworksAreThoseCounted(seed: UInt64, image: ImageShape) {
    var generator = SplitMix64(seed: seed)
    let network = ADWPSpace.standard.random(using: &generator)
    let blocks = network.stages.flatMap(\.blocks).compactMap(\.self)
    // What can go wrong is in there.
    #expect(blocks.contains { $0.squeezeExcitation && $0.kernels.sizes.count == 2 })
    expectCount(of: network.plan(image: image, classes: 7))
  }

  private func expectCount(of plan: MacroPlan) {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    _ = MacroNetwork(plan, in: store.root)
    #expect(store.count(role: .weight) == plan.totalCost.parameters)
  }

  @Test(arguments: ["identities", "mixed", "branches"])
  func training(name: String) throws {
    let (golden, store, network) = try goldenNetwork(name)
    let (logits, _) = network(try golden["input"], mode: .training)
    let loss = logits.crossEntropy(with: try golden["labels"])
    expectClose(logits, try golden["output"], "logits")
    expectClose(loss, try golden["loss"], "loss")
    let weights = store.parameters(role: .weight)
    let gradients = Dictionary(
      uniqueKeysWithValues: zip(
        weights.map(\.name), loss.gradients(withRespectTo: weights.map(\.tensor))))
    expectClose(gradients, golden.all("grad."))
    // Only shifts that a normalisation takes away are not in the file.
    for (name, gradient) in gradients where golden.all("grad.")[name] == nil {
      #expect(
        name.hasSuffix(".bn.bias") && gradient.floats.allSatisfy { abs($0) < 1e-5 }, "\(name)")
    }
    expectClose(store.state, golden.all("after."))
  }

  @Test(arguments: ["identities", "mixed", "branches"])
  func evaluation(name: String) throws {
    let (golden, store, network) = try goldenNetwork(name)
    expectClose(network.logits(try golden["input"]), try golden["output.evaluation"], "logits")
    try expectIdentical(store.state, golden.state)
  }

  private func goldenNetwork(_ name: String) throws -> (Fixture, ParameterStore, MacroNetwork) {
    let golden = try Fixture("macro").of(name)
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let network = MacroNetwork(try Self.plan(name), in: store.root)
    #expect(Set(store.parameters.map(\.name)) == Set(golden.state.keys))
    try store.load(golden.state)
    return (golden, store, network)
  }

  /// The networks of scripts/fixtures/macro.py.
  private static func plan(_ name: String) throws -> MacroPlan {
    let stem = ImageShape(channels: 4, height: 16, width: 16)
    var builder = MacroPlan.Builder(stemShape: stem)
    func residual(_ hidden: Int, _ kernels: [Int], squeezed: Int? = nil) -> MacroBlock.Kind {
      .invertedResidual(
        InvertedResidual(
          branches: kernels.map { .init(kernelSize: $0, channels: hidden / kernels.count) },
          squeezeChannels: squeezed))
    }
    var head = 12
    switch name {
    case "branches":
      builder.append(stage: 0, channels: 8, stride: 1, kind: residual(16, [3, 7], squeezed: 3))
      builder.append(stage: 0, channels: 8, stride: 1, kind: residual(16, [3, 5], squeezed: 2))
      builder.append(stage: 1, channels: 12, stride: 2, kind: residual(24, [7]))
      head = 10
    default:
      var digits = (name == "mixed" ? "02102010" : "00000000")[...]
      for (stage, (width, depth)) in [(8, 2), (16, 3), (32, 3)].enumerated() {
        for position in 0..<depth {
          let inputs = builder.shape.channels
          let kind: MacroBlock.Kind =
            switch digits.removeFirst() {
            case "1": residual(3 * inputs, [3])
            case "2": residual(6 * inputs, [5])
            default: position == 0 ? .projection : .identity
            }
          builder.append(stage: stage, channels: width, stride: position == 0 ? 2 : 1, kind: kind)
        }
      }
    }
    return MacroPlan(
      image: stem.withChannels(3), classes: 5, stemKernelSize: 3, stemStride: 1,
      stemShape: stem,
      blocks: builder.blocks, headShape: builder.shape.withChannels(head))
  }

  @Test func auxiliaryClassifierReadsTwoThirdsDeep() throws {
    var generator = SplitMix64(seed: 1)
    let plan = ADWPSpace.standard.random(using: &generator).plan(image: Self.images[1], classes: 4)
    #expect(MacroNetwork.auxiliaryFeatures(of: plan) == plan.blocks[12].output)
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let network = MacroNetwork(plan, auxiliary: true, in: store.root)
    let images = Generator(seed: 2).normal([2, 1, 28, 28], device: .underTest)
    #expect(network(images, mode: .training).auxiliary?.shape == [2, 4])
    #expect(network(images, mode: .evaluation).auxiliary == nil)
    let benchmark = Architecture.nasBenchMacro(try NASBenchMacroNetwork(code: "00000000"))
    let features = try #require(
      benchmark.auxiliaryFeatures(image: Self.images[0], classes: 10))
    #expect(features.height == 4)
    #expect(throws: ConfigurationError.self) {
      try AuxiliaryHead.validate(weight: 0.4, features: features, advice: "")
    }
  }
}
