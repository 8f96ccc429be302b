/// Compares the rankings of proxies with the truth.
public struct RankAudit: Sendable {
  /// The number of bands of multiply-adds.
  public static let bands = 10
  /// How many of the networks ranked first are looked at.
  public static let top = 10
  /// The smallest number of networks that can be audited.
  public static let fewestNetworks = 2 * top

  private let truth: [Double]
  /// The networks from the best to the worst.
  private let bestFirst: [Int]
  private let bands: [[Int]]

  /// An audit over networks whose true accuracies are known, at least `fewestNetworks`.
  public init(_ networks: [TabulatedNetwork]) {
    precondition(networks.count >= Self.fewestNetworks, "an audit of \(networks.count) networks")
    truth = networks.map(\.accuracy)
    let truth = truth
    bestFirst = truth.indices.sorted { (truth[$0], $1) > (truth[$1], $0) }
    bands = Self.bands(networks.map(\.cost.multiplyAdds), count: Self.bands)
  }

  /// The statistics of a proxy; those that are not defined are absent.
  ///
  /// - Parameter scores: A finite score for each network; the higher, the better.
  /// - Returns: The statistics over all networks, once each.
  public func statistics(of scores: [Double]) -> [RankStatistic: Double] {
    Ranking(scores, audit: self).statistics(nil)
  }

  /// The statistics of a proxy with 95 % bootstrap intervals.
  ///
  /// Percentiles over resamples of the networks, drawn with replacement. The same seed gives every
  /// proxy the same resamples. The bands stay those of all networks; what is found in bands is
  /// estimated from resamples of bands, for a resample of networks often lacks the one ranked first.
  ///
  /// Complexity: O(*resamples* · *n* log *n*).
  ///
  /// - Parameters:
  ///   - scores: A finite score for each network; the higher, the better.
  ///   - resamples: The number of resamples.
  ///   - seed: Decides the resamples alone.
  /// - Returns: An estimate for each statistic that is defined over all networks.
  public func estimates(
    of scores: [Double], resamples: Int, seed: Seed
  ) -> [RankStatistic: RankEstimate] {
    let ranking = Ranking(scores, audit: self)
    return estimates(resamples: resamples, seed: seed) { ranking.statistics($0) }
  }

  /// By how much the statistics of a proxy exceed those of another one, with 95 % bootstrap intervals.
  ///
  /// Both are measured on the same resamples, so that luck with the networks counts for both: the interval is narrower
  /// than those of the two suggest.
  ///
  /// - Parameters:
  ///   - scores: A finite score for each network; the higher, the better.
  ///   - reference: Those of the other proxy.
  ///   - resamples: The number of resamples.
  ///   - seed: Decides the resamples alone.
  /// - Returns: An estimate for each statistic that is defined over all networks for both.
  public func differences(
    of scores: [Double], from reference: [Double], resamples: Int, seed: Seed
  ) -> [RankStatistic: RankEstimate] {
    let ranking = Ranking(scores, audit: self)
    let other = Ranking(reference, audit: self)
    return estimates(resamples: resamples, seed: seed) { resample in
      let subtrahends = other.statistics(resample)
      return ranking.statistics(resample).reduce(into: [:]) { differences, entry in
        differences[entry.key] = subtrahends[entry.key].map { entry.value - $0 }
      }
    }
  }

  private func estimates(
    resamples: Int, seed: Seed, of statistics: (Resample?) -> [RankStatistic: Double]
  ) -> [RankStatistic: RankEstimate] {
    var draws: [RankStatistic: [Double]] = [:]
    for resample in 0..<resamples {
      let drawn = Resample(
        networks: Self.weights(of: truth.count, seed.derived("bootstrap", resample)),
        bands: Self.weights(of: bands.count, seed.derived("bootstrap of bands", resample)))
      for (statistic, value) in statistics(drawn) {
        draws[statistic, default: []].append(value)
      }
    }
    return statistics(nil).reduce(into: [:]) { estimates, entry in
      estimates[entry.key] = RankEstimate(entry.value, draws: draws[entry.key] ?? [])
    }
  }

  /// How often each network and each band counts.
  private struct Resample {
    let networks, bands: [Int]
  }

  /// How often each of `count` things is drawn when as many are drawn with replacement.
  private static func weights(of count: Int, _ seed: Seed) -> [Int] {
    var generator = SplitMix64(seed: seed.value)
    var weights = [Int](repeating: 0, count: count)
    for _ in 0..<count { weights[generator.index(below: count)] += 1 }
    return weights
  }

  /// The indices by ascending value in groups of about equal size that no equal values cross.
  static func bands(_ values: [Int], count: Int) -> [[Int]] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var bands: [[Int]] = [[]]
    for (position, index) in order.enumerated() {
      let isFull = position * count >= bands.count * values.count
      if isFull, values[index] != values[order[position - 1]] { bands.append([]) }
      bands[bands.count - 1].append(index)
    }
    return bands
  }
}

extension RankAudit {
  /// The scores of a proxy beside the truth, prepared for many weightings.
  private struct Ranking {
    let audit: RankAudit
    let scores: [Double]
    let all: RankedPairs
    let bands: [RankedPairs]
    /// What is found in each band that has two networks.
    let choices: [(band: Int, choice: BandChoice)]
    /// The networks in the proxy's order, those with equal scores together.
    let order: [Int]

    init(_ scores: [Double], audit: RankAudit) {
      precondition(scores.count == audit.truth.count, "\(scores.count) scores")
      self.audit = audit
      self.scores = scores
      all = RankedPairs(scores, audit.truth)
      bands = audit.bands.map { band in
        RankedPairs(band.map { scores[$0] }, band.map { audit.truth[$0] })
      }
      choices = audit.bands.enumerated().compactMap { index, band in
        BandChoice(scores: band.map { scores[$0] }, truths: band.map { audit.truth[$0] })
          .map { (index, $0) }
      }
      order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    }

    func statistics(_ resample: Resample?) -> [RankStatistic: Double] {
      let weights = resample?.networks
      let best = bestOfTop(weights: weights)
      let truths = audit.bestFirst.first { weights?[$0] != 0 }.map { audit.truth[$0] }
      func mean(_ value: (BandChoice) -> Double) -> Double? {
        let weighted = choices.map { (value($0.choice), Double(resample?.bands[$0.band] ?? 1)) }
        let total = weighted.reduce(0) { $0 + $1.1 }
        return total == 0 ? nil : weighted.reduce(0) { $0 + $1.0 * $1.1 } / total
      }
      let values: [RankStatistic: Double?] = [
        .tau: all.kendallTau(weights: weights),
        .tauTopHalf: all.kendallTau(weights: audit.topWeights(1, of: 2, weights)),
        .tauTopTenth: all.kendallTau(weights: audit.topWeights(1, of: 10, weights)),
        .tauInBands: tauInBands(weights: weights),
        .foundInBands: mean { $0.accuracy },
        .regretInBands: mean { $0.best - $0.accuracy },
        .rankInBands: mean { $0.rank },
        .spearman: all.spearmanRho(weights: weights),
        .bestOfTopTen: best,
        // Rounding may take the mean over orders above the best of all.
        .regretOfTopTen: truths.map { max($0 - best, 0) },
      ]
      return values.compactMapValues(\.self)
    }

    private func tauInBands(weights: [Int]?) -> Double? {
      let taus = zip(bands, audit.bands).compactMap { pairs, band in
        pairs.kendallTau(weights: weights.map { weights in band.map { weights[$0] } })
      }
      return taus.isEmpty ? nil : taus.reduce(0, +) / Double(taus.count)
    }

    /// The mean of the best truth among the networks ranked first, over all orders of equal scores.
    private func bestOfTop(weights: [Int]?) -> Double {
      var best = 0.0
      var left = RankAudit.top
      var start = 0
      while left > 0, start < order.count {
        let score = scores[order[start]]
        let end = order[start...].firstIndex { scores[$0] != score } ?? order.count
        let tied = order[start..<end].flatMap {
          [Double](repeating: audit.truth[$0], count: weights?[$0] ?? 1)
        }
        best = tied.meanBest(of: min(left, tied.count), atLeast: best)
        left -= tied.count
        start = end
      }
      return best
    }
  }

  /// Weights that are 0 for all networks but the best by truth.
  ///
  /// Those stay whose truth is at least that of the last one in the wanted part, rounded up.
  private func topWeights(_ part: Int, of whole: Int, _ weights: [Int]?) -> [Int] {
    let weights = weights ?? [Int](repeating: 1, count: truth.count)
    let wanted = (weights.reduce(0, +) * part + whole - 1) / whole
    var kept = [Int](repeating: 0, count: truth.count)
    var count = 0
    var last = 0.0
    for index in bestFirst {
      if count >= wanted, truth[index] < last { break }
      kept[index] = weights[index]
      count += weights[index]
      if weights[index] > 0 { last = truth[index] }
    }
    return kept
  }
}

extension [Double] {
  /// The mean of the largest of `count` numbers drawn without replacement, or of `floor` if larger.
  fileprivate func meanBest(of count: Int, atLeast floor: Double) -> Double {
    guard count > 0 else { return floor }
    var mean = 0.0
    // The probability that the largest drawn number is the one at hand.
    var chance = Double(count) / Double(self.count)
    for (index, value) in sorted(by: >).enumerated() {
      mean += chance * Swift.max(value, floor)
      let after = self.count - index - 1
      guard after >= count else { break }
      chance *= Double(after - count + 1) / Double(after)
    }
    return mean
  }
}
