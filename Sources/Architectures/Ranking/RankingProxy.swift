/// Something that ranks networks without having trained them, or by training only a little.
///
/// `RankAudit` takes the scores of any.
public protocol RankingProxy: Sendable {
  /// The name in tables and files.
  var name: String { get }

  /// What a score is, with its unit, as the label of an axis.
  var label: String { get }

  /// A score of each network; the higher, the better the network is said to be.
  ///
  /// - Parameter networks: The networks to rank.
  /// - Returns: As many finite numbers.
  /// - Throws: Where a network cannot be scored.
  func scores(of networks: [TabulatedNetwork]) throws -> [Double]
}
