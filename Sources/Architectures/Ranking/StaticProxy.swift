/// A proxy that needs nothing but the architecture.
public enum StaticProxy: String, RankingProxy, Codable, Hashable, CaseIterable {
  /// The number of parameters.
  case parameters
  /// The number of multiply-adds.
  case multiplyAdds = "multiply-adds"
  /// Minus the number of operations that are the identity.
  case minusIdentities = "minus-identities"
  /// Nothing: chance, the same for a network in every table.
  case random

  /// Those that count something.
  public static let counts: [StaticProxy] = [.parameters, .multiplyAdds, .minusIdentities]

  /// What a score is.
  private var label: String {
    switch self {
    case .parameters: "parameters, millions"
    case .multiplyAdds: "multiply-adds, millions"
    case .minusIdentities: "minus the number of identities"
    case .random: "a random number"
    }
  }

  /// The ranking by the count of this proxy.
  public func rankings(of networks: [TabulatedNetwork]) -> [ProxyRanking] {
    [ProxyRanking(name: rawValue, label: label, scores: scores(of: networks))]
  }

  /// The scores of the networks; parameters and multiply-adds in millions.
  public func scores(of networks: [TabulatedNetwork]) -> [Double] {
    networks.map { network in
      switch self {
      case .parameters: Double(network.cost.parameters) / 1e6
      case .multiplyAdds: Double(network.cost.multiplyAdds) / 1e6
      case .minusIdentities: Double(-network.identities)
      case .random:
        // 53 bits, so that they differ as numbers.
        Double(Seed(0).derived(network.code).value >> 11) * 0x1p-53
      }
    }
  }
}
