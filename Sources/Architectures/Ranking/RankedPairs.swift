/// Pairs of numbers prepared for rank correlations, with or without weights.
///
/// A weight is how often a pair occurs; 0 leaves it out. So parts of the pairs and bootstrap
/// resamples need no sorting of their own.
public struct RankedPairs: Sendable {
  /// For each pair, the position of its first number among the distinct first numbers.
  let firstRanks: [Int]
  /// For each pair, the position of its second number among the distinct second numbers.
  let secondRanks: [Int]
  private let firstCount: Int
  private let secondCount: Int
  /// The pairs by their first number.
  private let order: [Int]

  /// Prepares pairs of finite numbers.
  ///
  /// Complexity: O(*n* log *n*).
  ///
  /// - Parameters:
  ///   - first: The first numbers.
  ///   - second: As many second numbers.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "\(first.count) and \(second.count) numbers")
    precondition((first + second).allSatisfy(\.isFinite), "a number to be ranked is not finite")
    let firstOrder = first.indices.sorted { first[$0] < first[$1] }
    let secondOrder = second.indices.sorted { second[$0] < second[$1] }
    (firstRanks, firstCount) = Self.ranks(of: first, order: firstOrder)
    (secondRanks, secondCount) = Self.ranks(of: second, order: secondOrder)
    order = firstOrder
  }

  /// Kendall's tau-b: 1 for the same order, -1 for the opposite one, corrected for ties.
  ///
  /// Complexity: O(*n* log *n*).
  ///
  /// - Parameter weights: How often each pair occurs; nil for once each.
  /// - Returns: Nil where it is not defined: where all first or all second numbers are equal.
  public func kendallTau(weights: [Int]? = nil) -> Double? {
    var counts = CumulativeCounts(secondCount)
    // Concordant minus discordant pairs, and pairs by what is equal in them.
    var balance = 0
    var firstTies = 0
    var seconds = [Int](repeating: 0, count: secondCount)
    var start = 0
    while start < order.count {
      let rank = firstRanks[order[start]]
      let end = order[start...].firstIndex { firstRanks[$0] != rank } ?? order.count
      var tied = 0
      for index in order[start..<end] {
        let weight = weights?[index] ?? 1
        guard weight > 0 else { continue }
        let below = counts.sum(below: secondRanks[index])
        let above = counts.total - counts.sum(below: secondRanks[index] + 1)
        balance += weight * (below - above)
        tied += weight
      }
      for index in order[start..<end] {
        let weight = weights?[index] ?? 1
        guard weight > 0 else { continue }
        counts.add(weight, at: secondRanks[index])
        seconds[secondRanks[index]] += weight
      }
      firstTies += Self.pairs(tied)
      start = end
    }
    let all = Self.pairs(counts.total)
    let secondTies = seconds.reduce(0) { $0 + Self.pairs($1) }
    guard firstTies < all, secondTies < all else { return nil }
    // One root of the product, so that equal and opposite orders give exactly 1 and -1.
    return Double(balance) / (Double(all - firstTies) * Double(all - secondTies)).squareRoot()
  }

  /// Spearman's rho: the linear correlation of the ranks, equal numbers having their mean rank.
  ///
  /// Complexity: O(*n*).
  ///
  /// - Parameter weights: How often each pair occurs; nil for once each.
  /// - Returns: Nil where it is not defined: where all first or all second numbers are equal.
  public func spearmanRho(weights: [Int]? = nil) -> Double? {
    let weights = weights ?? [Int](repeating: 1, count: order.count)
    let first = Self.centredRanks(firstRanks, count: firstCount, weights: weights)
    let second = Self.centredRanks(secondRanks, count: secondCount, weights: weights)
    var (product, firstSquares, secondSquares) = (0.0, 0.0, 0.0)
    for (index, weight) in weights.enumerated() {
      let (x, y) = (first[firstRanks[index]], second[secondRanks[index]])
      product += Double(weight) * x * y
      firstSquares += Double(weight) * x * x
      secondSquares += Double(weight) * y * y
    }
    guard firstSquares > 0, secondSquares > 0 else { return nil }
    return product / (firstSquares * secondSquares).squareRoot()
  }
}

extension RankedPairs {
  private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }

  private static func ranks(of values: [Double], order: [Int]) -> (ranks: [Int], count: Int) {
    var ranks = [Int](repeating: 0, count: values.count)
    var rank = -1
    var last: Double?
    for index in order {
      if values[index] != last { rank += 1 }
      last = values[index]
      ranks[index] = rank
    }
    return (ranks, rank + 1)
  }

  /// For each distinct number its mean rank among all, less the mean of all ranks.
  private static func centredRanks(_ ranks: [Int], count: Int, weights: [Int]) -> [Double] {
    var occurrences = [Int](repeating: 0, count: count)
    for (rank, weight) in zip(ranks, weights) { occurrences[rank] += weight }
    let total = occurrences.reduce(0, +)
    var below = 0
    return occurrences.map { occurrence in
      defer { below += occurrence }
      return Double(2 * below + occurrence - total) / 2
    }
  }
}
