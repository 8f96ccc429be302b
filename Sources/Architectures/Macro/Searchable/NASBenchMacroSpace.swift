/// The space of the benchmark NAS-Bench-Macro.
public struct NASBenchMacroSpace: SearchSpace {
  /// Its networks.
  public typealias Network = NASBenchMacroNetwork

  /// The one space that there is.
  public init() {}

  /// Identities everywhere.
  public var smallest: NASBenchMacroNetwork { uniform(.identity) }

  /// The widest blocks everywhere.
  public var largest: NASBenchMacroNetwork { uniform(.kernel5Expansion6) }

  /// The three networks with the same choice everywhere.
  public var extremes: [NASBenchMacroNetwork] { Network.Choice.allCases.map(uniform) }

  /// From the smallest network to the largest.
  public var trainedParameters: ClosedRange<Int> {
    smallest.benchmarkPlan.totalCost.parameters...largest.benchmarkPlan.totalCost.parameters
  }

  private func uniform(_ choice: Network.Choice) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork([Network.Choice](repeating: choice, count: Network.layers))
  }

  /// A random network: one of the 6,561 codes.
  public func random(
    using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork(
      (0..<Network.layers).map { _ in generator.element(of: Network.Choice.allCases) })
  }

  /// A random network: in stages whose depth is drawn first, identities come behind all blocks.
  public func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    let blocks = Network.Choice.allCases.filter { $0 != .identity }
    return NASBenchMacroNetwork(
      Network.stageDepths.enumerated().flatMap { stage, layers in
        guard depths == .ofEveryStage || stage == Network.stageDepths.count - 1 else {
          return (0..<layers).map { _ in generator.element(of: Network.Choice.allCases) }
        }
        let first = generator.element(of: Network.Choice.allCases)
        let depth =
          if case .lastStage(let depth) = depths { depth } else { generator.index(below: layers) }
        return [first]
          + (1..<layers).map { $0 <= depth ? generator.element(of: blocks) : .identity }
      })
  }

  /// Of blocks behind the first layer of the last stage, which changes the size and is always there.
  public var lastDepths: ClosedRange<Int> {
    0...Network.stageDepths[Network.stageDepths.count - 1] - 1
  }

  /// The widest blocks everywhere but at the end of the last stage.
  public func largest(lastDepth: Int) -> NASBenchMacroNetwork {
    let skipped = lastDepths.upperBound - lastDepth
    return NASBenchMacroNetwork(
      largest.choices.dropLast(skipped) + [Network.Choice](repeating: .identity, count: skipped))
  }

  /// Three networks, of which every layer has another choice in each.
  public func fairSet(
    using generator: inout some RandomNumberGenerator
  ) -> [NASBenchMacroNetwork] {
    let orders = (0..<Network.layers).map { _ in generator.shuffled(Network.Choice.allCases) }
    return Network.Choice.allCases.indices.map { number in
      NASBenchMacroNetwork(orders.map { $0[number] })
    }
  }
}
