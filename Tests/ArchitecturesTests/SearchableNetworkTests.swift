import Architectures
import Testing

/// What both macro spaces have in common.
struct SearchableNetworkTests {
  private let image = ImageShape(channels: 1, height: 28, width: 28)

  private func networks<Space: SearchSpace>(_ space: Space, _ count: Int) -> [Space.Network] {
    var generator = SplitMix64(seed: 5)
    return (0..<count).map { _ in space.random(using: &generator) }
  }

  @Test func keysAndEncodingsTellNetworksApart() {
    func check<Network: SearchableNetwork>(_ networks: [Network]) {
      let canonical = Set(networks.map(\.canonical))
      #expect(Set(canonical.map(\.key)).count == canonical.count)
      #expect(Set(canonical.map(\.encoding)).count == canonical.count)
      let lengths = Set(canonical.flatMap(\.encoding).map(\.count))
      #expect(lengths.count == 1)
      #expect(canonical.flatMap(\.encoding).joined().allSatisfy { (0...1).contains($0) })
    }
    check(NASBenchMacroNetwork.all)
    check(networks(ADWPSpace.standard, 500))
    check(networks(ADWPSpace.small, 500))
  }

  @Test func encodingOfALayerOfTheBenchmark() throws {
    let layers = NASBenchMacroEncoding(try NASBenchMacroNetwork(code: "02100000")).layers
    #expect(layers.count == 8)
    #expect(layers[1] == [0, 0, 1, 0.25, 0.25, 0.25, 1, 0, 0, 1, 0.5])
    #expect(layers[2] == [0, 1, 0, 0.25, 0.5, 0.125, 0, 1, 0, 0, 1 / 3])
  }

  @Test func smallestAndLargestBoundTheParameters() {
    func check<Space: SearchSpace>(_ space: Space) {
      let range =
        space.smallest.benchmarkPlan.totalCost
        .parameters...space.largest.benchmarkPlan.totalCost.parameters
      for network in networks(space, 300) {
        #expect(range.contains(network.benchmarkPlan.totalCost.parameters))
      }
      #expect(space.smallest == space.smallest.canonical)
    }
    check(ADWPSpace.standard)
    check(ADWPSpace.small)
    check(NASBenchMacroSpace())
  }

  @Test(arguments: [0.2, 0.5, 1.5])
  func scaledPlansAreChainsOfMultiplesOfEight(width: Double) {
    for network in networks(ADWPSpace.standard, 50) {
      let plan = network.plan(image: image, classes: 10)
      let scaled = plan.scaled(byWidth: width)
      #expect(plan.scaled(byWidth: 1) == plan)
      var shape = scaled.stemShape
      for (block, old) in zip(scaled.blocks, plan.blocks) {
        #expect(block.input == shape)
        shape = block.output
        #expect(shape.channels % 8 == 0 && shape.area == old.output.area)
        if case .identity = block.kind { #expect(block.keepsShape) }
        if case .invertedResidual(let inner) = block.kind,
          case .invertedResidual(let before) = old.kind
        {
          // The expansion stays.
          #expect(
            inner.hiddenChannels * old.input.channels
              == before.hiddenChannels * block.input.channels)
          #expect(inner.branches.map(\.kernelSize) == before.branches.map(\.kernelSize))
        }
      }
    }
  }

  @Test(arguments: [0.5, 1], WeightSharing.allCases)
  func everyLayerLiesInASharedWeight(width: Double, sharing: WeightSharing) {
    func check<Space: SearchSpace>(_ space: Space) {
      let shapes = space.sharedShapes(
        image: image, classes: 10, width: width, sharing: sharing)
      let byName = Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, $0) })
      for network in networks(space, 100) {
        let plan = network.plan(image: image, classes: 10).scaled(byWidth: width)
        let layers = network.sharedLayers(of: plan, sharing: sharing)
        #expect(Set(plan.convolutions.map(\.name)).isSubset(of: layers.keys))
        for layer in layers.values {
          guard let shape = byName[layer.name] else {
            Issue.record("no shared weight \(layer.name)")
            continue
          }
          #expect(layer.outputs.upperBound <= shape.outputs)
          #expect(layer.inputs.upperBound <= shape.inputs)
          #expect(shape.kernelSizes.contains(layer.kernelSize))
          #expect(layer.kind == shape.kind && layer.block == shape.block)
        }
      }
    }
    check(ADWPSpace.standard)
    check(ADWPSpace.small)
    check(NASBenchMacroSpace())
  }

  /// The supernet of the benchmark's space holds its three extreme networks' blocks side by side.
  @Test func sharedWeightsOfTheBenchmarkAreThoseOfItsChoices() {
    let shapes = NASBenchMacroSpace().sharedShapes(
      image: image, classes: 10, width: 1, sharing: .choices)
    let depthwise = shapes.first { $0.name == "blocks.3.choice2.depthwise" }
    #expect(depthwise?.shape == [768, 1, 5, 5])
    #expect(shapes.first { $0.name == "blocks.2.choice0.shortcut" }?.shape == [128, 64, 1, 1])
    #expect(!shapes.contains { $0.name.hasPrefix("blocks.3.choice0") })
  }

  /// The smaller choice is the first half of the larger one's channels and the middle of its kernels; the projections
  /// of first layers are of another kind.
  @Test func choicesOfTheBenchmarkCropTheLargestOne() throws {
    let shapes = NASBenchMacroSpace().sharedShapes(
      image: image, classes: 10, width: 1, sharing: .crops)
    let depthwise = try #require(shapes.first { $0.name == "blocks.3.depthwise" })
    #expect(depthwise.shape == [768, 1, 5, 5])
    #expect(depthwise.kernelSizes == [3, 5])
    #expect(shapes.first { $0.name == "blocks.2.shortcut" }?.shape == [128, 64, 1, 1])
    let network = try NASBenchMacroNetwork(code: "11111111")
    let layer = network.sharedLayers(of: network.plan(), sharing: .crops).values
      .first { $0.name == "blocks.3.depthwise" }
    #expect(layer?.outputs == 0..<384)
    #expect(layer?.kernelSize == 3)
  }

  @Test func variationOfTheBenchmarksNetworks() {
    var generator = SplitMix64(seed: 2)
    let (one, other) = (NASBenchMacroSpace().smallest, NASBenchMacroSpace().largest)
    #expect(one.mutated(probability: 0, using: &generator) == one)
    #expect(one.crossed(with: one, using: &generator) == one)
    let children = (0..<400).map { _ in one.crossed(with: other, using: &generator) }
    let share = Double(children.reduce(0) { $0 + $1.identities }) / Double(400 * 8)
    #expect(abs(share - 0.5) < 0.05)
    let mutants = (0..<400).map { _ in one.mutated(probability: 0.3, using: &generator) }
    let changed = Double(mutants.reduce(0) { $0 + 8 - $1.identities }) / Double(400 * 8)
    // A gene may be drawn as it was.
    #expect(abs(changed - 0.2) < 0.03)
  }
}
