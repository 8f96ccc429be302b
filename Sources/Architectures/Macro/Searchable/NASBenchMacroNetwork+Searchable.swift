extension NASBenchMacroNetwork: SearchableNetwork {
  /// The benchmark has one space.
  public var space: NASBenchMacroSpace { NASBenchMacroSpace() }

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

  /// The number of blocks behind the first layer of the last stage.
  public var lastDepth: Int {
    choices.suffix(space.lastDepths.upperBound).count { $0 != .identity }
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
