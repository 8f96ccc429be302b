extension NASBenchMacroNetwork {
  /// The same network with the identities of every stage at its end.
  ///
  /// An identity commutes with its neighbours, except in the first layer of a stage, where it is a
  /// convolution. So the 6,561 codes are 3,969 networks.
  public var canonical: NASBenchMacroNetwork {
    var canonical: [Choice] = []
    for stage in stages {
      let rest = stage.dropFirst().filter { $0 != .identity }
      canonical += stage.prefix(1) + rest
      canonical += [Choice](repeating: .identity, count: stage.count - 1 - rest.count)
    }
    return NASBenchMacroNetwork(canonical)
  }

  /// Whether this is the code that stands for all codes of its network.
  public var isCanonical: Bool { self == canonical }

  /// The number of layers whose choice is the identity, those that begin a stage included.
  public var identities: Int { choices.count { $0 == .identity } }

  /// The choices, stage by stage.
  var stages: [ArraySlice<Choice>] {
    var start = 0
    return Self.stageDepths.map { depth in
      defer { start += depth }
      return choices[start..<start + depth]
    }
  }
}
