import Testing

@testable import Architectures

@Suite struct ADWPSamplingTests {
  // The specification of the space: 0.26M to 2.53M parameters, mean 1.01M; 155M multiply-adds on average.
  // Over seeds, the means of 10,000 networks deviate by 0.003M and 0.4M, the smallest of them by
  // 0.02M and the largest by 0.09M.
  @Test func randomNetworksAreAsSpecified() {
    let costs = ADWPNetwork.randoms(10_000).map { $0.plan().totalCost }
    let parameters = costs.map { Double($0.parameters) / 1e6 }
    let mean = parameters.reduce(0, +) / 10_000
    let multiplyAdds = costs.map { Double($0.multiplyAdds) / 1e6 }.reduce(0, +) / 10_000
    #expect(abs(mean - 1.01) < 0.01)
    #expect(abs(multiplyAdds - 155) < 1.2)
    #expect(abs((parameters.min() ?? 0) - 0.26) < 0.06)
    #expect(abs((parameters.max() ?? 0) - 2.53) < 0.18)
  }

  @Test func everyGeneIsDrawnUniformly() {
    let networks = ADWPNetwork.randoms(4_000)
    let blocks = networks.flatMap { $0.stages.flatMap { $0.blocks.dropFirst() } }
    let total = Double(blocks.count)
    let skips = Double(blocks.count { $0 == nil })
    #expect(abs(skips / total - 1.0 / 6) < 0.01)
    for expansion in ADWPBlock.Expansion.allCases {
      #expect(abs(Double(blocks.count { $0?.expansion == expansion }) / total - 1.0 / 6) < 0.01)
    }
    for kernels in ADWPBlock.Kernels.allCases {
      let share = Double(blocks.count { $0?.kernels == kernels }) / (total - skips)
      #expect(abs(share - 1.0 / 6) < 0.01)
    }
    let ratios = networks.flatMap { $0.stages.map(\.widthPercent) }
    for ratio in WidthRatio.allCases {
      #expect(abs(Double(ratios.count { $0 == ratio }) / Double(ratios.count) - 1.0 / 6) < 0.015)
    }
  }

  @Test func theSeedDecides() throws {
    #expect(ADWPNetwork.randoms(5) == ADWPNetwork.randoms(5))
    #expect(Set(ADWPNetwork.randoms(1_000)).count == 1_000)
  }

  @Test func randomNetworksMutantsAndChildrenAreValid() throws {
    var generator = SplitMix64(seed: 3)
    var parents = ADWPNetwork.randoms(40).map(\.canonical) + [.smallest, .largest, .mixed]
    for round in 0..<600 {
      let (first, second) = (
        generator.element(of: parents), generator.element(of: parents)
      )
      let mutant = first.mutated(probability: round % 2 == 0 ? 0.1 : 0.9, using: &generator)
      let child = first.crossed(with: second, using: &generator)
      try mutant.validate()
      try child.validate()
      parents += [mutant, child]
    }
  }

  @Test func mutationKeepsWhatItDoesNotDraw() {
    var generator = SplitMix64(seed: 4)
    #expect(ADWPNetwork.mixed.mutated(probability: 0, using: &generator) == .mixed)
    // Of 42 genes that are not those of skipped blocks, about a tenth is drawn, most of them anew.
    var changed = 0
    for _ in 0..<400 {
      let mutant = ADWPNetwork.mixed.mutated(using: &generator)
      for (stage, original) in zip(mutant.stages, ADWPNetwork.mixed.stages) {
        changed += stage.widthPercent == original.widthPercent ? 0 : 1
        changed += zip(stage.blocks, original.blocks).count { $0 != $1 }
      }
    }
    // Expected: 3 · 0.1 · 5/6 ratios, 11 blocks that change with probability
    // 1 - (1 - 0.1 · 5/6)² (1 - 0.1/2), 7 skipped ones with 0.1 · 5/6.
    #expect(abs(Double(changed) / 400 - 3.05) < 0.3)
  }

  @Test func childrenHaveTheirParentsGenes() {
    var generator = SplitMix64(seed: 5)
    let (first, second) = (ADWPNetwork.mixed, ADWPNetwork.largest)
    var fromFirst = 0
    for _ in 0..<100 {
      let child = first.crossed(with: second, using: &generator)
      for index in 0..<3 {
        let parents = [first.stages[index], second.stages[index]]
        #expect(parents.map(\.widthPercent).contains(child.stages[index].widthPercent))
        for position in 0..<6 {
          let block = child.stages[index].blocks[position]
          #expect(parents.map { $0.blocks[position] }.contains(block))
          fromFirst += block == parents[0].blocks[position] ? 1 : 0
        }
      }
    }
    #expect(abs(Double(fromFirst) / 1_800 - 0.5) < 0.05)
  }

  @Test func parametersAreDrawnOverBins() throws {
    var generator = SplitMix64(seed: 8)
    // A range without its rare ends, to be quick.
    let bins = ParameterBins(500_000...1_700_000, count: 4)
    var counts = [Int](repeating: 0, count: 4)
    for _ in 0..<400 {
      let network = ADWPSpace.standard.random(bins: bins, tries: 100_000, using: &generator)
      let parameters = network.plan().totalCost.parameters
      let bin = try #require((0..<4).first { bins.bin($0).contains(parameters) })
      counts[bin] += 1
    }
    // Chi-squared with 3 degrees of freedom: 16.3 at a probability of 0.1 %.
    let deviation = counts.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) / 100 }
    #expect(deviation < 16.3)
  }

  @Test(arguments: [(0...9, 3), (260_000...2_530_000, 10), (5...11, 7)])
  func binsShareOutTheirRange(range: ClosedRange<Int>, count: Int) {
    let bins = ParameterBins(range, count: count)
    let all = (0..<count).map(bins.bin)
    #expect(all.first?.lowerBound == range.lowerBound)
    #expect(all.last?.upperBound == range.upperBound)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound })
    let sizes = all.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }
}
