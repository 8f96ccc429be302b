public import Architectures
internal import Search
internal import Training

extension HMNASOptions {
  /// In NAS-Bench-201, what was not chosen is as in the benchmark; but a preset's supernet may have fewer cells [D].
  public mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] {
    guard network.space == .nasBench201 else { return [] }
    let cells = network.cells.isMultiple(of: 3) ? network.cells : 15
    let wanted: [(key: String, path: WritableKeyPath<Self, Int>, value: Int)] = [
      ("channels", \.network.channels, 16), ("cells", \.network.cells, cells),
      ("stem-stride", \.network.stemStride, 1), ("head-channels", \.network.headChannels, 0),
      ("max-multiply-adds", \.budget.maxMultiplyAdds, 0),
    ]
    var changes = wanted.filter { !given.contains($0.key) && self[keyPath: $0.path] != $0.value }
      .map { change in
        self[keyPath: change.path] = change.value
        return "\(change.key) \(change.value)"
      }
    // The benchmark has one cell.
    if !given.contains("architecture-sharing"), network.sharing == .perCell {
      network.sharing = .shared
      changes.append("architecture-sharing shared")
    }
    return changes.isEmpty
      ? []
      : ["For nas-bench-201, options that were not given are: \(changes.joined(separator: ", "))"]
  }
}
