import ADWPNAS
import Architectures
import Testing

/// The random networks that training draws.
struct NetworkSamplerTests {
  private func sampler<Network: SearchableNetwork>(
    _: Network.Type, _ sampling: NetworkSampling, canonical: Bool = false, tries: Int = 200
  ) -> NetworkSampler<Network> {
    NetworkSampler(sampling, bins: 5, tries: tries, isCanonical: canonical, seed: Seed(3))
  }

  @Test(arguments: NetworkSampling.allCases)
  func networksDependOnTheirNumberAlone(_ sampling: NetworkSampling) {
    let sampler = sampler(ADWPNetwork.self, sampling, canonical: true)
    let networks = (0..<8).map { sampler.network($0) }
    #expect((0..<8).reversed().map { sampler.network($0) } == networks.reversed())
    #expect(networks.allSatisfy { $0 == $0.canonical })
    #expect(Set(networks).count == 8)
  }

  @Test func fairSetsHaveEveryChoiceInEveryLayer() {
    let sampler = sampler(NASBenchMacroNetwork.self, .fair)
    for set in 0..<5 {
      let networks = (0..<3).map { sampler.network(3 * set + $0) }
      for layer in 0..<NASBenchMacroNetwork.layers {
        #expect(Set(networks.map { $0.choices[layer] }).count == 3)
      }
    }
  }

  @Test func fairSetsHaveEveryValueOfTheGenes() throws {
    let sampler = sampler(ADWPNetwork.self, .fair)
    let networks = (0..<6).map { sampler.network($0) }
    for network in networks { try network.validate() }
    for stage in 0..<3 {
      #expect(Set(networks.map { $0.stages[stage].widthPercent }).count == 6)
      for position in 1..<ADWPSpace.blocksPerStage {
        let blocks = networks.map { $0.stages[stage].blocks[position] }
        #expect(blocks.count { $0 == nil } == 1)
        #expect(Set(blocks.map { $0?.expansion }).count == 6)
        #expect(Set(blocks.compactMap { $0?.kernels }).count == 5)
      }
    }
  }

  /// Small and large networks come as often as those in the middle, where uniform sampling has most.
  @Test func binsSpreadTheParameters() {
    func spread(_ sampling: NetworkSampling) -> Double {
      let sampler = sampler(ADWPNetwork.self, sampling, tries: 50)
      let parameters = (0..<60).map {
        Double(sampler.network($0).benchmarkPlan.totalCost.parameters)
      }
      return (parameters.max() ?? 0) / (parameters.min() ?? 1)
    }
    #expect(spread(.bins) > 1.2 * spread(.uniform))
  }
}
