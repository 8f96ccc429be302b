public import Architectures
internal import Foundation

extension Summary {
  /// What a benchmark's table says of the network that was found.
  public struct Truth: Codable, Hashable, Sendable {
    /// Such as `nas-bench-201`.
    public var table: String
    /// What the table has of it.
    public var network: TabularTruth
    /// The same for people, without a full stop.
    public var sentence: String

    /// Puts the parts together.
    public init(_ network: TabularTruth, in table: BenchmarkTable) {
      self.table = table.rawValue
      self.network = network
      let percent = String(format: "%.2f %%", network.accuracy * 100)
      let regret = String(format: "%.2f", network.regret * 100)
      sentence =
        "\(table.title) has \(percent) for what was found (\(table.truth)): rank "
        + "\(network.rank.grouped) of \(network.networks.grouped), \(regret) points below the best"
    }
  }
}
