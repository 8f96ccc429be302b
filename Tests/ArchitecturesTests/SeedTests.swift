import Testing

@testable import Architectures

@Suite struct SeedTests {
  @Test func splitMix64GivesThePublishedNumbers() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ]
    )
  }

  // From a Python implementation of FNV-1a and SplitMix64.
  @Test func derivedSeedsStay() {
    #expect(Seed(0).derived("crop").value == 10_658_918_216_442_808_018)
    #expect(Seed(0).derived("crop", 0).value == 11_581_995_029_289_444_182)
    #expect(Seed(0).derived("crop", 1, 2).value == 6_194_741_373_760_039_245)
    #expect(Seed(0).derived("crop", -1).value == 3_116_861_169_128_741_790)
    #expect(Seed(.max).derived("").value == 8_581_568_531_869_013_968)
  }

  @Test func derivedSeedsAreDistinct() {
    var seeds: Set<Seed> = []
    var count = 0
    for seed in 0..<20 {
      let run = Seed(UInt64(seed))
      seeds.insert(run)
      count += 1
      for name in ["weights", "weight", "crop", "split"] {
        seeds.insert(run.derived(name))
        seeds.formUnion((0..<20).map { run.derived(name, $0) })
        seeds.formUnion((0..<20).map { run.derived(name, $0, 1) })
        seeds.formUnion((2..<20).map { run.derived(name, 1, $0) })
        count += 1 + 20 + 20 + 18
      }
    }
    #expect(seeds.count == count)
  }

  // From a Python implementation of Fisher-Yates with Lemire's bounded numbers.
  @Test func shuffledOrdersStay() {
    #expect(shuffledIndices(count: 10, using: Seed(1)) == [9, 0, 1, 4, 8, 2, 3, 7, 6, 5])
    #expect(shuffledIndices(count: 5, using: Seed(1_234_567)) == [2, 3, 4, 0, 1])
  }

  @Test(arguments: [0, 1, 2, 1000]) func shufflingKeepsEveryIndex(count: Int) {
    #expect(shuffledIndices(count: count, using: Seed(5)).sorted() == Array(0..<count))
  }

  @Test func everyOrderIsAsLikely() {
    var counts: [[Int]: Int] = [:]
    for seed in 0..<4_800 {
      counts[shuffledIndices(count: 4, using: Seed(7).derived("order", seed)), default: 0] += 1
    }
    #expect(counts.count == 24)
    // Chi-squared with 23 degrees of freedom: 49.7 at a probability of 0.1 %.
    let deviation = counts.values.reduce(0.0) { $0 + Double(($1 - 200) * ($1 - 200)) / 200 }
    #expect(deviation < 49.7)
  }

  /// Of this compiler; what another one does, does not matter.
  @Test func aFractionIsWhatTheStandardLibraryDraws() {
    var (own, standard) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
    for _ in 0..<1_000 {
      #expect(own.fraction() == Double.random(in: 0..<1, using: &standard))
    }
    var generator = SplitMix64(seed: 0)
    #expect(generator.fraction() == 0.020_535_221_540_219_584)
  }
}
