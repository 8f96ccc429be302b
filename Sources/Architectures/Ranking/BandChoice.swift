/// What is found in a band of networks when the one with the highest score is taken.
struct BandChoice {
  /// The true accuracy; the mean of those that share the highest score.
  let accuracy: Double
  /// The best true accuracy of the band.
  let best: Double
  /// The share of the other networks that are better; of equally good ones, half count.
  let rank: Double

  /// Looks into a band; nil for fewer than two networks.
  ///
  /// - Parameters:
  ///   - scores: Of the networks of the band; the higher, the better.
  ///   - truths: Their true accuracies.
  init?(scores: [Double], truths: [Double]) {
    guard truths.count > 1, let highest = scores.max(), let best = truths.max() else { return nil }
    let first = scores.indices.filter { scores[$0] == highest }.map { truths[$0] }
    func mean(_ value: (Double) -> Double) -> Double {
      first.reduce(0) { $0 + value($1) } / Double(first.count)
    }
    self.best = best
    accuracy = mean { $0 }
    rank = mean { truth in
      let better = Double(truths.count { $0 > truth })
      let equal = Double(truths.count { $0 == truth } - 1)
      return (better + equal / 2) / Double(truths.count - 1)
    }
  }
}
