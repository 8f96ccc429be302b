import ADWPNAS
import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// A network that starts from the weights by which it was judged.
struct PredictedStartTests {
  private static func options(
    _ weights: WeightMode, _ normalization: NormalizationMode
  ) -> ADWPNASOptions {
    var options = Tiny.options(weights)
    options.hyperNetwork.width = 1
    options.hyperNetwork.normalization = normalization
    options.scale = .compact(scale: 0.5)
    return options
  }

  /// As a network of its own, it gives the logits that the search saw.
  @Test(
    arguments: [
      (.shared, .plain), (.shared, .affine), (.plus, .byWeights), (.paper, .conditioned),
    ] as [(WeightMode, NormalizationMode)]
  )
  func itGivesTheLogitsThatTheSearchSaw(
    weights: WeightMode, normalization: NormalizationMode
  ) throws {
    let options = Self.options(weights, normalization)
    let stage = Tiny.stage(options.scale, options)
    stage.run(0..<4)
    let evaluator = Tiny.evaluator(stage.hyperNetwork, options)
    for network in Tiny.networks(options.scale, count: 3) {
      let images = Tiny.images.batch(Array(Tiny.indices.prefix(6))).images
      let expected = try evaluator.evaluate(network) { $0(images) }
      let store = ParameterStore(device: .underTest, generator: Generator(seed: 9))
      let own = MacroNetwork(
        network.plan(image: Tiny.image, classes: Tiny.classes), in: store.root)
      let state = try evaluator.state(of: network)
      try store.load(store.state.merging(state) { $1 })
      #expect(Set(state.keys).isSubset(of: store.state.keys))
      expectClose(withoutGradient { own.logits(images) }, expected, tolerance: 1e-5, "logits")
    }
  }

  /// The training, its average included, begins with what is given; what is not keeps its own first values.
  @Test func trainingBeginsWithWhatIsGiven() throws {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let options = Self.options(.shared, .plain)
    let network = Tiny.networks(options.scale, count: 1)[0]
    var recipe = FinalTrainingOptions()
    recipe.batchSize = 6
    recipe.averageDecay = 0.9
    let stage = FinalTrainingStage(
      .train,
      network: MacroNetwork(
        network.plan(image: Tiny.image, classes: Tiny.classes), in: store.root),
      store: store, options: recipe, images: Tiny.images, indices: Tiny.indices, seed: Seed(1))
    let before = stage.keptState
    let given = try #require(before["stem.conv.weight"]) * 2
    try stage.begin(with: ["stem.conv.weight": given, "unknown": given])
    let after = stage.keptState
    expectClose(try #require(after["stem.conv.weight"]), given, tolerance: 0, "given")
    expectClose(
      try #require(after["head.conv.weight"]), try #require(before["head.conv.weight"]),
      tolerance: 0, "own")
    #expect(throws: StateError.self) {
      try stage.begin(with: ["stem.conv.weight": .zeros([1], device: .underTest)])
    }
  }
}
