import Testing

@testable import Architectures

@Suite struct RankAuditTests {
  /// Networks whose true accuracies are `truth`, with as many multiply-adds as `multiplyAdds` says.
  private static func networks(
    _ truth: [Double], multiplyAdds: (Int) -> Int = { $0 }
  ) -> [TabulatedNetwork] {
    truth.enumerated().map { index, accuracy in
      TabulatedNetwork(
        code: "\(index)", cost: Cost(parameters: 0, multiplyAdds: multiplyAdds(index)),
        identities: 0, accuracy: accuracy
      )
    }
  }

  private static let ascending = (0..<100).map { Double($0) / 100 }

  @Test func aPerfectProxyIsPerfect() throws {
    let statistics = RankAudit(Self.networks(Self.ascending)).statistics(of: Self.ascending)
    for statistic in [RankStatistic.tau, .tauTopHalf, .tauTopTenth, .tauInBands, .spearman] {
      #expect(abs(try #require(statistics[statistic]) - 1) < 1e-12)
    }
    #expect(statistics[.bestOfTopTen] == 0.99)
    #expect(statistics[.regretOfTopTen] == 0)
  }

  @Test func aProxyThatKnowsHalvesOnlyKnowsNothingInTheTop() throws {
    // Right about the halves, the wrong way round inside them.
    let scores = (0..<100).map { Double($0 < 50 ? 49 - $0 : 149 - $0) }
    let statistics = RankAudit(Self.networks(Self.ascending)).statistics(of: scores)
    // 2 · 1225 pairs inside of halves are wrong, 2500 across are right; of 4950.
    #expect(abs(try #require(statistics[.tau]) - 50.0 / 4950) < 1e-12)
    #expect(statistics[.tauTopHalf] == -1)
    #expect(statistics[.tauTopTenth] == -1)
    #expect(statistics[.tauInBands] == -1)
    // The ten ranked first are 50 to 59.
    #expect(statistics[.bestOfTopTen] == 0.59)
    #expect(abs(try #require(statistics[.regretOfTopTen]) - 0.40) < 1e-12)
  }

  /// Bands of ten: 0 to 9, 10 to 19 and so on.
  @Test func whatIsFoundInBands() throws {
    let audit = RankAudit(Self.networks(Self.ascending))
    func values(_ scores: [Double]) throws -> [Double] {
      let statistics = audit.statistics(of: scores)
      return try [RankStatistic.foundInBands, .regretInBands, .rankInBands].map {
        try #require(statistics[$0])
      }
    }
    func expect(_ scores: [Double], _ expected: [Double]) throws {
      for (value, wanted) in zip(try values(scores), expected) {
        #expect(abs(value - wanted) < 1e-12)
      }
    }
    // The best ones are 9, 19, ..., 99.
    try expect(Self.ascending, [0.54, 0, 0])
    try expect(Self.ascending.map { -$0 }, [0.45, 0.09, 1])
    // Chance: the mean of all, with half of the others better.
    try expect([Double](repeating: 1, count: 100), [0.495, 0.045, 0.5])
    // The third best of each band comes first: two of the other nine are better.
    try expect((0..<100).map { $0 % 10 == 7 ? 1 : 0 }, [0.52, 0.02, 2.0 / 9])
  }

  @Test func equalTruthsCountHalf() throws {
    // Of a band of 0, 1, 1, 2 the second is taken: one is better, one equally good.
    let choice = try #require(BandChoice(scores: [0, 5, 3, 4], truths: [0, 1, 1, 2]))
    #expect(choice.accuracy == 1 && choice.best == 2)
    #expect(choice.rank == 1.5 / 3)
    #expect(BandChoice(scores: [1], truths: [1]) == nil)
  }

  @Test func differencesAreThoseOfTheStatisticsOnTheSameResamples() throws {
    let audit = RankAudit(Self.networks(Self.ascending))
    let halves = (0..<100).map { Double($0 < 50 ? 49 - $0 : 149 - $0) }
    let (better, worse) = (audit.statistics(of: Self.ascending), audit.statistics(of: halves))
    let differences = audit.differences(
      of: Self.ascending, from: halves, resamples: 50, seed: Seed(1))
    for (statistic, difference) in differences {
      let expected = try #require(better[statistic]) - (try #require(worse[statistic]))
      #expect(abs(difference.value - expected) < 1e-12)
    }
    #expect(differences.count == RankStatistic.allCases.count)
    // A proxy is never better than itself, whatever networks are drawn.
    for (_, none) in audit.differences(of: halves, from: halves, resamples: 50, seed: Seed(1)) {
      #expect(none.lower == 0 && none.upper == 0)
    }
    // In every resample, the perfect proxy's tau is 1.
    let tau = try #require(
      audit.estimates(of: halves, resamples: 50, seed: Seed(1))[.tau])
    let difference = try #require(differences[.tau])
    #expect(abs(difference.lower - (1 - tau.upper)) < 1e-12)
    #expect(abs(difference.upper - (1 - tau.lower)) < 1e-12)
  }

  @Test func equalScoresGiveTheMeanOverAllChoices() throws {
    // Five networks are ranked before fifteen equal ones, of which five join them.
    let truth = (0..<20).map { index in Double(index % 7 * 3 + index) / 100 }
    let scores = (0..<20).map { Double($0 < 5 ? 1 : 0) }
    let statistics = RankAudit(Self.networks(truth)).statistics(of: scores)
    // The mean over all ways to choose them, one by one.
    let sure = truth.prefix(5).max() ?? 0
    var (sum, count) = (0.0, 0)
    for choice in Self.combinations(of: Array(truth[5...]), count: 5) {
      sum += max(sure, choice.max() ?? 0)
      count += 1
    }
    #expect(count == 3003)
    #expect(abs(try #require(statistics[.bestOfTopTen]) - sum / 3003) < 1e-12)
  }

  @Test func noRegretIsNegative() throws {
    for count in RankAudit.fewestNetworks...60 {
      let audit = RankAudit(Self.networks([Double](repeating: 0.9281, count: count)))
      let statistics = audit.statistics(of: [Double](repeating: 1, count: count))
      #expect(try #require(statistics[.regretOfTopTen]).sign == .plus)
    }
  }

  private static func combinations(of values: [Double], count: Int) -> [[Double]] {
    guard count > 0 else { return [[]] }
    guard let first = values.first else { return [] }
    let rest = Array(values.dropFirst())
    return combinations(of: rest, count: count - 1).map { [first] + $0 }
      + combinations(of: rest, count: count)
  }

  @Test func withoutAnyOrderNoOrderIsMeasured() throws {
    let statistics = RankAudit(Self.networks(Self.ascending))
      .statistics(of: [Double](repeating: 1, count: 100))
    #expect(
      Set(statistics.keys) == [
        .bestOfTopTen, .regretOfTopTen, .foundInBands, .regretInBands, .rankInBands,
      ])
    // The mean of the largest of 10 out of 0 to 99: 10 · 101 / 11 - 1.
    let expected = (10.0 * 101 / 11 - 1) / 100
    #expect(abs(try #require(statistics[.bestOfTopTen]) - expected) < 1e-12)
  }

  @Test func bandsHoldEqualMultiplyAddsTogether() {
    #expect(RankAudit.bands([5, 1, 3, 2, 4, 0], count: 3) == [[5, 1], [3, 2], [4, 0]])
    #expect(RankAudit.bands([1, 1, 1, 1, 2, 2], count: 3) == [[0, 1, 2, 3], [4, 5]])
    #expect(RankAudit.bands([7, 7, 7], count: 3) == [[0, 1, 2]])
    let bands = RankAudit.bands((0..<1003).map { $0 / 2 }, count: 10)
    #expect(bands.count == 10)
    #expect(bands.flatMap(\.self).sorted() == Array(0..<1003))
    #expect(bands.allSatisfy { (98...104).contains($0.count) })
  }

  @Test func intervalsHoldTheValueAndFollowTheSeed() throws {
    let mixed = (0..<200).map { index in index * 37 % 200 }
    let truth = mixed.map { Double($0) / 200 }
    let scores = mixed.enumerated().map { index, rank in Double(rank + index * 91 % 150) }
    let audit = RankAudit(Self.networks(truth))
    let estimates = audit.estimates(of: scores, resamples: 200, seed: Seed(1))
    for (statistic, estimate) in estimates {
      #expect(estimate.lower <= estimate.value && estimate.value <= estimate.upper, "\(statistic)")
      #expect(estimate.value == audit.statistics(of: scores)[statistic])
    }
    // The standard error of tau is about 2/3 / sqrt(200) without relation, less with it.
    let tau = try #require(estimates[.tau])
    #expect((0.05...0.2).contains(tau.upper - tau.lower))
    #expect(audit.estimates(of: scores, resamples: 200, seed: Seed(1)) == estimates)
    #expect(audit.estimates(of: scores, resamples: 200, seed: Seed(2)) != estimates)
  }

  @Test func intervalsArePercentiles() {
    // numpy.percentile(range(101), [2.5, 97.5]) and of [3, 1, 2].
    let estimate = RankEstimate(50, draws: (0...100).map(Double.init).reversed())
    #expect(abs(estimate.lower - 2.5) < 1e-12 && abs(estimate.upper - 97.5) < 1e-12)
    let few = RankEstimate(2, draws: [3, 1, 2])
    #expect(abs(few.lower - 1.05) < 1e-12 && abs(few.upper - 2.95) < 1e-12)
  }
}
