import Foundation
import Testing

@testable import Architectures

@Suite struct RankedPairsTests {
  private static let first: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3]
  private static let second: [Double] = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5]

  /// 500 numbers below `count` from a linear congruential generator, as in the Python script.
  private static func numbers(seed: Int, below count: Int) -> [Double] {
    var state = seed
    return (0..<500).map { _ in
      state = (state * 1_103_515_245 + 12_345) % (1 << 31)
      return Double((state >> 8) % count)
    }
  }

  // scipy.stats.kendalltau (tau-b) and spearmanr of SciPy 1.17.1.
  @Test func correlationsAreThoseOfSciPy() throws {
    let pairs = RankedPairs(Self.first, Self.second)
    #expect(abs(try #require(pairs.kendallTau()) - 0.100_921_678_469_916_4) < 1e-14)
    #expect(abs(try #require(pairs.spearmanRho()) - 0.127_068_243_851_121_9) < 1e-14)
  }

  // The same, of x and 2 x + y: few ties, many ties in one, many in both.
  @Test(
    arguments: [
      (1000, 1000, 0.714_971_066_433_509_9, 0.901_487_106_531_165_1),
      (7, 1000, 0.010_814_145_742_338_067, 0.014_734_416_436_092_37),
      (5, 3, 0.899_686_391_748_889_3, 0.961_819_162_356_804_5),
    ]
  )
  func longerCorrelationsAreThoseOfSciPy(
    firstBelow: Int, secondBelow: Int, tau: Double, rho: Double
  ) throws {
    let first = Self.numbers(seed: 1, below: firstBelow)
    let second = zip(first, Self.numbers(seed: 2, below: secondBelow)).map { 2 * $0 + $1 }
    let pairs = RankedPairs(first, second)
    #expect(abs(try #require(pairs.kendallTau()) - tau) < 1e-13)
    #expect(abs(try #require(pairs.spearmanRho()) - rho) < 1e-13)
  }

  // SciPy's values of the pairs, each repeated as often as its weight says.
  @Test func weightsAreRepetitions() throws {
    let weights = [0, 2, 1, 0, 3, 1, 1, 0, 0, 2, 1, 1, 0, 1, 1, 2]
    let pairs = RankedPairs(Self.first, Self.second)
    let tau = try #require(pairs.kendallTau(weights: weights))
    let rho = try #require(pairs.spearmanRho(weights: weights))
    #expect(abs(tau - -0.168_231_646_227_613_23) < 1e-14)
    #expect(abs(rho - -0.235_830_965_435_121_72) < 1e-14)
  }

  // Closed forms: each adjacent swap of n numbers takes 4 / (n (n - 1)) from tau.
  @Test(arguments: [2, 3, 10, 101]) func closedForms(count: Int) throws {
    let numbers = (0..<count).map(Double.init)
    #expect(RankedPairs(numbers, numbers).kendallTau() == 1)
    #expect(RankedPairs(numbers, numbers.reversed()).kendallTau() == -1)
    #expect(RankedPairs(numbers, numbers.map(exp)).spearmanRho() == 1)
    var swapped = numbers
    swapped.swapAt(0, 1)
    let tau = try #require(RankedPairs(numbers, swapped).kendallTau())
    #expect(abs(tau - (1 - 4 / Double(count * (count - 1)))) < 1e-14)
    let rho = try #require(RankedPairs(numbers, swapped).spearmanRho())
    #expect(abs(rho - (1 - 12 / Double(count * (count * count - 1)))) < 1e-14)
  }

  @Test func tauIsOfPairs() throws {
    // By the definition, pair by pair.
    let (first, second) = (Self.numbers(seed: 3, below: 20), Self.numbers(seed: 4, below: 30))
    var (balance, firstUntied, secondUntied) = (0.0, 0.0, 0.0)
    for i in 0..<500 {
      for j in 0..<i {
        let x = (first[i] - first[j]).sign
        let y = (second[i] - second[j]).sign
        let (isTiedX, isTiedY) = (first[i] == first[j], second[i] == second[j])
        firstUntied += isTiedX ? 0 : 1
        secondUntied += isTiedY ? 0 : 1
        balance += isTiedX || isTiedY ? 0 : x == y ? 1 : -1
      }
    }
    let tau = try #require(RankedPairs(first, second).kendallTau())
    #expect(abs(tau - balance / (firstUntied * secondUntied).squareRoot()) < 1e-13)
  }

  @Test func withoutAnOrderThereIsNoCorrelation() {
    for pairs in [
      RankedPairs([], []), RankedPairs([1], [2]), RankedPairs([1, 1, 1], [1, 2, 3]),
      RankedPairs([1, 2, 3], [4, 4, 4]),
    ] {
      #expect(pairs.kendallTau() == nil)
      #expect(pairs.spearmanRho() == nil)
    }
    #expect(RankedPairs([1, 2], [1, 2]).kendallTau(weights: [5, 0]) == nil)
  }
}
