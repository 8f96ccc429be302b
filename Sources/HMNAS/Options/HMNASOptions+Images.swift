public import Architectures
internal import Search
internal import Tracking
internal import Training

extension HMNASOptions {
  /// In NAS-Bench-201, what was not chosen is as in the benchmark, which has one cell.
  public mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] {
    guard network.space == .nasBench201 else { return [] }
    let sharing: [(key: String, value: Setting)] =
      network.sharing == .perCell
      ? [("architecture-sharing", .text(ArchitectureSharing.shared.rawValue))] : []
    return NASBench201Network.fit(
      &self, values: [("head-channels", .integer(0))] + sharing, given: given)
  }
}
