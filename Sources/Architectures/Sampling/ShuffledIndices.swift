/// The indices from 0 up to `count` in random order; every order is as likely as any other.
///
/// Swift does not promise that `shuffled(using:)` keeps its algorithm; this one stays, so that a
/// recorded seed gives the same order with every compiler.
///
/// - Parameters:
///   - count: The number of indices, at least 0.
///   - seed: Decides the order alone.
/// - Returns: Every index once.
public func shuffledIndices(count: Int, using seed: Seed) -> [Int] {
  precondition(count >= 0, "shuffling \(count) indices")
  var generator = SplitMix64(seed: seed.value)
  var indices = Array(0..<count)
  for last in stride(from: count - 1, to: 0, by: -1) {
    indices.swapAt(last, generator.index(below: last + 1))
  }
  return indices
}
