import Architectures

/// Draws `count` of the indices without replacement, of each class its share.
///
/// - Returns: The chosen indices in ascending order.
func stratifiedDraw(
  _ count: Int, of indices: [Int32], labels: [Int32], classes: Int, using seed: Seed
) -> [Int32] {
  precondition(
    (0...indices.count).contains(count), "expected 0 to \(indices.count) images, got \(count)")
  var members = [[Int32]](repeating: [], count: classes)
  for index in indices {
    let label = Int(labels[Int(index)])
    precondition(label < classes, "expected labels below \(classes), got \(label)")
    members[label].append(index)
  }
  let shares = shares(of: count, sizes: members.map(\.count), using: seed.derived("remainders"))
  var chosen: [Int32] = []
  for (label, group) in members.enumerated() {
    let order = shuffledIndices(count: group.count, using: seed.derived("class", label))
    chosen += order[..<shares[label]].map { group[$0] }
  }
  return chosen.sorted()
}

/// Shares `count` among groups in proportion to their sizes, by the largest remainders.
private func shares(of count: Int, sizes: [Int], using seed: Seed) -> [Int] {
  let total = max(sizes.reduce(0, +), 1)
  var shares = sizes.map { count * $0 / total }
  // Equal remainders are settled by a random rank, so that they favour no class.
  let rank = shuffledIndices(count: sizes.count, using: seed)
  let order = sizes.indices.sorted {
    (count * sizes[$0] % total, rank[$0]) > (count * sizes[$1] % total, rank[$1])
  }
  for group in order.prefix(count - shares.reduce(0, +)) {
    shares[group] += 1
  }
  return shares
}
