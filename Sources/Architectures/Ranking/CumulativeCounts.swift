/// Counts at positions, whose partial sums are found and changed in O(log *n*): a Fenwick tree
/// (1994).
struct CumulativeCounts {
  private var tree: [Int]
  /// The sum of all counts.
  private(set) var total = 0

  /// No counts at `size` positions.
  init(_ size: Int) {
    tree = [Int](repeating: 0, count: size + 1)
  }

  /// Adds to the count at a position, from 0.
  mutating func add(_ count: Int, at position: Int) {
    total += count
    var node = position + 1
    while node < tree.count {
      tree[node] += count
      node += node & -node
    }
  }

  /// The sum of the counts at all positions before `position`.
  func sum(below position: Int) -> Int {
    var sum = 0
    var node = position
    while node > 0 {
      sum += tree[node]
      node -= node & -node
    }
    return sum
  }
}
