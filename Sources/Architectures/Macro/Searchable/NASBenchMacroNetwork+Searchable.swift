extension NASBenchMacroNetwork: SearchableNetwork {
  /// The benchmark's code.
  public var key: String { description }

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

  /// A random network: in stages whose depth is drawn first, identities come behind all blocks.
  public static func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> NASBenchMacroNetwork {
    let blocks = Choice.allCases.filter { $0 != .identity }
    return NASBenchMacroNetwork(
      stageDepths.enumerated().flatMap { stage, layers in
        guard depths == .ofEveryStage || stage == stageDepths.count - 1 else {
          return (0..<layers).map { _ in generator.element(of: Choice.allCases) }
        }
        let first = generator.element(of: Choice.allCases)
        let depth =
          if case .lastStage(let depth) = depths { depth } else { generator.index(below: layers) }
        return [first]
          + (1..<layers).map { $0 <= depth ? generator.element(of: blocks) : .identity }
      })
  }

  /// Of blocks behind the first layer of the last stage, which changes the size and is always there.
  public static var lastDepths: ClosedRange<Int> { 0...stageDepths[stageDepths.count - 1] - 1 }

  /// The number of blocks behind the first layer of the last stage.
  public var lastDepth: Int {
    choices.suffix(Self.lastDepths.upperBound).count { $0 != .identity }
  }

  /// The widest blocks everywhere but at the end of the last stage.
  public static func largest(lastDepth: Int) -> NASBenchMacroNetwork {
    let skipped = lastDepths.upperBound - lastDepth
    return NASBenchMacroNetwork(
      largest.choices.dropLast(skipped) + [Choice](repeating: .identity, count: skipped))
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
