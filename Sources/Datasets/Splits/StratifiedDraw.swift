import Architectures

/// Draws `count` of the indices without replacement, of each class its share.
///
/// - Returns: The chosen indices in ascending order.
///
/// With `leavingOne`, no class gives its last image, where the others have enough.
func stratifiedDraw(
  _ count: Int, of indices: [Int32], labels: [Int32], classes: Int, leavingOne: Bool = false,
  using seed: Seed
) -> [Int32] {
  precondition(
    (0...indices.count).contains(count), "expected 0 to \(indices.count) images, got \(count)")
  var members = [[Int32]](repeating: [], count: classes)
  for index in indices {
    let label = Int(labels[Int(index)])
    precondition(label < classes, "expected labels below \(classes), got \(label)")
    members[label].append(index)
  }
  let sizes = members.map(\.count)
  var shares = shares(of: count, sizes: sizes, using: seed.derived("remainders"))
  if leavingOne { moveLast(&shares, sizes) }
  var chosen: [Int32] = []
  for (label, group) in members.enumerated() {
    let order = shuffledIndices(count: group.count, using: seed.derived("class", label))
    chosen += order[..<shares[label]].map { group[$0] }
  }
  return chosen.sorted()
}

/// Takes the last image of a class back, and one of the class with most left in its place.
private func moveLast(_ shares: inout [Int], _ sizes: [Int]) {
  for group in sizes.indices where sizes[group] > 0 && shares[group] == sizes[group] {
    guard let other = sizes.indices.max(by: { sizes[$0] - shares[$0] < sizes[$1] - shares[$1] }),
      sizes[other] - shares[other] > 1
    else { return }
    shares[group] -= 1
    shares[other] += 1
  }
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
