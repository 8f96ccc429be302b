import ADWPNAS
import Architectures
import Datasets
import TestSupport
import Testing
import Torch
import Training

/// The weights that networks get, before training.
struct WeightTests {
  @Test(arguments: WeightMode.allCases)
  func everyLayerGetsAWeightOfItsShape(_ mode: WeightMode) {
    func check<Space: SearchSpace>(_ space: Space) {
      let hyperNetwork = Tiny.hyperNetwork(space, Tiny.options(mode))
      for network in Tiny.networks(space, count: 4) + space.extremes + [space.smallest] {
        let plan = hyperNetwork.plan(of: network)
        let weights = hyperNetwork.weights(of: network)
        for convolution in plan.convolutions {
          #expect(
            weights.weight(of: convolution).shape == convolution.weightShape,
            "\(network.key): \(convolution.name)")
        }
        let logits = plan.logits(
          Tiny.images.batch([0, 1, 2, 3]).images, weights: weights, mode: .batchStatistics)
        #expect(logits.shape == [4, Tiny.classes])
      }
    }
    check(ADWPSpace.standard)
    check(NASBenchMacroSpace())
  }

  @Test func croppedWeightsComeFromTheMiddleOfTheLargest() throws {
    let hyperNetwork = Tiny.hyperNetwork(ADWPSpace.standard, Tiny.options(.shared))
    let large = try #require(hyperNetwork.store["blocks.2.depthwise.weight"]).tensor
    let block = ADWPBlock(kernels: .k3k5, expansion: .x4, squeezeExcitation: false)
    var network = ADWPSpace.standard.largest
    network.stages[0].blocks[2] = block
    let weights = hyperNetwork.weights(of: network).convolutions
    // Two branches, each on half of 4 times 8 channels, the second on the later ones.
    let first = try #require(weights["blocks.2.depthwise3"])
    let second = try #require(weights["blocks.2.depthwise5"])
    #expect(first.floats == Self.part(of: large, channels: 0..<16, size: 3))
    #expect(second.floats == Self.part(of: large, channels: 16..<32, size: 5))
  }

  private static func part(of weight: Tensor, channels: Range<Int>, size: Int) -> [Float] {
    let middle = (7 - size) / 2..<(7 + size) / 2
    return weight.sliced(channels).sliced(middle, dimension: 2).sliced(middle, dimension: 3).floats
  }

  @Test func choicesOfTheBenchmarkShareNothingOnRequest() {
    var options = Tiny.options(.shared)
    options.hyperNetwork.sharing = .choices
    let hyperNetwork = Tiny.hyperNetwork(NASBenchMacroSpace(), options)
    let places = NASBenchMacroSpace().extremes.map { hyperNetwork.weights(of: $0).places }
    let common = places[0].intersection(places[1]).union(places[1].intersection(places[2]))
    #expect(common == ["stem", "head", "classifier"])
  }

  /// Var(W) = 2 / fan-in of the cropped weight within 10 %, in every large layer of random networks.
  @Test func predictedWeightsStartWithTheVarianceOfTheirFanIn() {
    var options = Tiny.options(.paper)
    options.hyperNetwork.width = 0.5
    let hyperNetwork = Tiny.hyperNetwork(ADWPSpace.standard, options)
    var all: [Double] = []
    for network in Tiny.networks(ADWPSpace.standard, count: 6) {
      let weights = hyperNetwork.weights(of: network)
      for convolution in hyperNetwork.plan(of: network).convolutions {
        let weight = weights.weight(of: convolution)
        let fanIn = Double(convolution.weightShape.dropFirst().reduce(1, *))
        let ratio = (weight * weight).mean().item * fanIn / 2
        all.append(ratio)
        // Fewer elements have a variance of their own that is further away.
        if weight.count >= 4000 {
          #expect(abs(ratio - 1) < 0.1, "\(convolution.name) \(convolution.weightShape): \(ratio)")
        }
      }
    }
    #expect(abs(all.reduce(0, +) / Double(all.count) - 1) < 0.05)
  }

  @Test(arguments: NormalizationMode.allCases)
  func modePlusStartsAsTheSharedSupernetToTheLastBit(_ normalization: NormalizationMode) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      var options = Tiny.options(.plus)
      options.hyperNetwork.normalization = normalization
      let shared = Tiny.hyperNetwork(space, Tiny.options(.shared))
      let plus = Tiny.hyperNetwork(space, options)
      let batch = Tiny.images.batch(Tiny.indices)
      for network in Tiny.networks(space, count: 5) + space.extremes {
        let (left, right) = (shared.weights(of: network), plus.weights(of: network))
        try expectIdentical(right.convolutions, left.convolutions)
        let logits = [(shared, left), (plus, right)].map { model, weights in
          model.plan(of: network).logits(batch.images, weights: weights, mode: .batchStatistics)
        }
        try expectIdentical(["logits": logits[1]], ["logits": logits[0]])
      }
    }
    try check(ADWPSpace.standard)
    try check(NASBenchMacroSpace())
  }
}
