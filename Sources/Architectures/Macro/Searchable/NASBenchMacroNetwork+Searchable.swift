extension NASBenchMacroNetwork: SearchableNetwork {
  /// The benchmark's code.
  public var key: String { description }

  /// The network as one of any space.
  public var architecture: Architecture { .nasBenchMacro(self) }

  /// The encoding of the network as it stands.
  public var encoding: [[Float]] { NASBenchMacroEncoding(self).layers }

  /// The block's own name, with its choice where choices share nothing.
  public func weightScope(ofBlock index: Int, sharing: WeightSharing) -> String {
    switch sharing {
    case .crops: "blocks.\(index)"
    case .choices: "blocks.\(index).choice\(choices[index].rawValue)"
    }
  }

  /// Identities everywhere.
  public static var smallest: NASBenchMacroNetwork { uniform(.identity) }

  /// The widest blocks everywhere.
  public static var largest: NASBenchMacroNetwork { uniform(.kernel5Expansion6) }

  /// The three networks with the same choice everywhere.
  public static var extremes: [NASBenchMacroNetwork] { Choice.allCases.map(uniform) }

  /// From the smallest network to the largest.
  public static var trainedParameters: ClosedRange<Int> {
    smallest.benchmarkPlan.totalCost.parameters...largest.benchmarkPlan.totalCost.parameters
  }

  private static func uniform(_ choice: Choice) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork([Choice](repeating: choice, count: layers))
  }

  /// A random network: one of the 6,561 codes.
  public static func random(
    using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork((0..<layers).map { _ in generator.element(of: Choice.allCases) })
  }

  /// A random network: behind the first layer of every stage, or of the last one only, each number of blocks is equally likely,
  /// and identities come after them.
  public static func randomByDepth(
    lastStageOnly: Bool, using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    let blocks = Choice.allCases.filter { $0 != .identity }
    return NASBenchMacroNetwork(
      stageDepths.enumerated().flatMap { stage, layers in
        guard !lastStageOnly || stage == stageDepths.count - 1 else {
          return (0..<layers).map { _ in generator.element(of: Choice.allCases) }
        }
        let first = generator.element(of: Choice.allCases)
        let depth = generator.index(below: layers)
        return [first]
          + (1..<layers).map { $0 <= depth ? generator.element(of: blocks) : .identity }
      })
  }

  /// Three networks, of which every layer has another choice in each.
  public static func fairSet(
    using generator: inout some RandomNumberGenerator
  ) -> [NASBenchMacroNetwork] {
    let orders = (0..<layers).map { _ in generator.shuffled(Choice.allCases) }
    return Choice.allCases.indices.map { number in
      NASBenchMacroNetwork(orders.map { $0[number] })
    }
  }

  /// A mutant: every layer's choice is drawn anew with the given probability.
  public func mutated(
    probability: Double, using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork(
      choices.map {
        generator.chance(probability) ? generator.element(of: Choice.allCases) : $0
      })
  }

  /// A child: every layer comes from either parent alike.
  public func crossed(
    with other: NASBenchMacroNetwork, using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    NASBenchMacroNetwork(zip(choices, other.choices).map { generator.chance(0.5) ? $0 : $1 })
  }
}
