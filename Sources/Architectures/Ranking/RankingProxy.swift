/// Something that ranks networks without having trained them, or by training only a little.
public protocol RankingProxy: Sendable {
  /// Ranks networks.
  ///
  /// - Parameter networks: The networks to rank.
  /// - Returns: A ranking for each thing that the proxy measures of a network, in the same order for all networks; at
  ///   least one.
  /// - Throws: Where a network cannot be scored.
  func rankings(of networks: [TabulatedNetwork]) throws -> [ProxyRanking]
}

/// The scores that a proxy gives to networks; `RankAudit` says how good they are.
public struct ProxyRanking: Hashable, Sendable {
  /// The name in tables and files.
  public var name: String
  /// What a score is, with its unit, as the label of an axis.
  public var label: String
  /// A finite number for each network; the higher, the better the network is said to be.
  public var scores: [Double]

  /// Puts a ranking together.
  public init(name: String, label: String, scores: [Double]) {
    self.name = name
    self.label = label
    self.scores = scores
  }
}
