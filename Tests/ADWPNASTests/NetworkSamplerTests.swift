import ADWPNAS
import Architectures
import Search
import Testing

/// The random networks that training draws.
struct NetworkSamplerTests {
  private func sampler<Space: SearchSpace>(
    _ space: Space, _ sampling: NetworkSampling, canonical: Bool = false, tries: Int = 200
  ) -> NetworkSampler<Space.Network> {
    NetworkSampler(space, sampling, bins: 5, tries: tries, isCanonical: canonical, seed: Seed(3))
  }

  @Test(arguments: NetworkSampling.allCases)
  func networksDependOnTheirNumberAlone(_ sampling: NetworkSampling) {
    let sampler = sampler(ADWPSpace.standard, sampling, canonical: true)
    let networks = (0..<8).map { sampler.network($0) }
    #expect((0..<8).reversed().map { sampler.network($0) } == networks.reversed())
    #expect(networks.allSatisfy { $0 == $0.canonical })
    #expect(Set(networks).count == 8)
  }

  @Test func fairSetsHaveEveryChoiceInEveryLayer() {
    let sampler = sampler(NASBenchMacroSpace(), .fair)
    for set in 0..<5 {
      let networks = (0..<3).map { sampler.network(3 * set + $0) }
      for layer in 0..<NASBenchMacroNetwork.layers {
        #expect(Set(networks.map { $0.choices[layer] }).count == 3)
      }
    }
  }

  @Test func fairSetsHaveEveryValueOfTheGenes() throws {
    let sampler = sampler(ADWPSpace.standard, .fair)
    let networks = (0..<6).map { sampler.network($0) }
    for network in networks { try network.validate() }
    for stage in 0..<3 {
      #expect(Set(networks.map { $0.stages[stage].widthPercent }).count == 6)
      for position in 1..<ADWPSpace.standard.blocksPerStage {
        let blocks = networks.map { $0.stages[stage].blocks[position] }
        #expect(blocks.count { $0 == nil } == 1)
        #expect(Set(blocks.map { $0?.expansion }).count == 6)
        #expect(Set(blocks.compactMap { $0?.kernels }).count == 5)
      }
    }
  }

  @Test(arguments: [NetworkSampling.depths, .lastDepth])
  func depthsComeEquallyOften(_ sampling: NetworkSampling) throws {
    let count = 3000
    let benchmark = sampler(NASBenchMacroSpace(), sampling)
    let own = sampler(ADWPSpace.standard, sampling)
    var depths = [Int: Int]()
    var ownDepths = [Int: Int]()
    for number in 0..<count {
      let network = benchmark.network(number)
      #expect(sampling == .lastDepth || network.isCanonical)
      depths[network.choices.suffix(2).count { $0 != .identity }, default: 0] += 1
      let macro = own.network(number)
      try macro.validate()
      ownDepths[macro.stages[2].depth, default: 0] += 1
    }
    // Within five standard deviations of a binomial count.
    for (depths, values) in [(depths, Array(0...2)), (ownDepths, Array(1...6))] {
      let share = 1 / Double(values.count)
      let deviation = (Double(count) * share * (1 - share)).squareRoot()
      #expect(depths.keys.sorted() == values)
      for (_, found) in depths {
        #expect(abs(Double(found) - Double(count) * share) < 5 * deviation)
      }
    }
  }

  /// In the other stages, each layer is drawn for itself, a third of the time as the identity.
  @Test func onlyTheLastDepthsComeEquallyOften() {
    let count = 3000
    let sampler = sampler(NASBenchMacroSpace(), .lastDepth)
    let networks = (0..<count).map { sampler.network($0) }
    // Within five standard deviations of a binomial count; layers 6 and 7 are the identity with 1/3 and 2/3.
    let shares = [Double](repeating: 1.0 / 3, count: 7) + [2.0 / 3]
    for (layer, share) in shares.enumerated() {
      let deviation = (Double(count) * share * (1 - share)).squareRoot()
      let identities = networks.count { $0.choices[layer] == .identity }
      #expect(abs(Double(identities) - Double(count) * share) < 5 * deviation, "\(layer)")
    }
  }

  @Test func copiesLearnFromTheNetworksOfOneDepth() throws {
    try expectDepths(NASBenchMacroSpace())
    try expectDepths(ADWPSpace.standard)
  }

  private func expectDepths<Space: SearchSpace>(_ space: Space) throws {
    for depth in space.lastDepths {
      let sampler = NetworkSampler<Space.Network>(
        space, .fair, bins: 5, tries: 1, isCanonical: true, lastDepth: depth, seed: Seed(3))
      let networks = (0..<40).map { sampler.network($0) }
      #expect(networks.allSatisfy { $0.lastDepth == depth && $0 == $0.canonical })
      #expect(Set(networks).count > 30)
      let largest = space.largest(lastDepth: depth)
      #expect(largest.lastDepth == depth)
      #expect(
        networks.allSatisfy {
          $0.benchmarkPlan.totalCost.parameters <= largest.benchmarkPlan.totalCost.parameters
        })
    }
    #expect(space.largest(lastDepth: space.lastDepths.upperBound) == space.largest)
    var generator = SplitMix64(seed: 5)
    for _ in 0..<40 {
      let network = space.random(using: &generator)
      #expect(space.lastDepths.contains(network.lastDepth))
      #expect(network.canonical.lastDepth == network.lastDepth)
    }
  }

  /// Where the space has networks within the limits, drawing anew finds them; else they are brought there.
  @Test(arguments: [
    (3_000_000, 0.0, 200), (3_000_000, 0, 2), (1_300_000, 0, 2), (3_000_000, 0.9, 200),
    (3_000_000, 0.9, 2), (1_300_000, 0.7, 2),
  ])
  func networksKeepToLimits(maxMultiplyAdds: Int, share: Double, tries: Int) throws {
    let image = ImageShape(channels: 1, height: 28, width: 28)
    var search = SearchOptions()
    search.maxMultiplyAdds = maxMultiplyAdds
    search.minBudgetShare = share
    let least = Int((share * Double(maxMultiplyAdds)).rounded(.up))
    let limits = SearchLimits<ADWPNetwork>(
      .compact(), image: image, classes: 10, options: search, latency: { _ in 0 })
    func networks(_ sampling: NetworkSampling) -> [ADWPNetwork] {
      let sampler = NetworkSampler<ADWPNetwork>(
        .compact(), sampling, bins: 5, tries: tries, isCanonical: true, limits: limits,
        seed: Seed(3))
      return (0..<60).map { sampler.network($0) }
    }
    for sampling in [NetworkSampling.uniform, .depths, .lastDepth] {
      let drawn = networks(sampling)
      #expect(Set(drawn).count > 15)
      for network in drawn {
        try network.validate()
        let cost = network.plan(image: image, classes: 10).totalCost
        #expect((least...maxMultiplyAdds).contains(cost.multiplyAdds))
      }
    }
  }

  /// Small and large networks come as often as those in the middle, where uniform sampling has most.
  @Test func binsSpreadTheParameters() {
    func spread(_ sampling: NetworkSampling) -> Double {
      let sampler = sampler(ADWPSpace.standard, sampling, tries: 50)
      let parameters = (0..<60).map {
        Double(sampler.network($0).benchmarkPlan.totalCost.parameters)
      }
      return (parameters.max() ?? 0) / (parameters.min() ?? 1)
    }
    #expect(spread(.bins) > 1.2 * spread(.uniform))
  }
}
