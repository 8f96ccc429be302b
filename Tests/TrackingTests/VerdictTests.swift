import Foundation
import Testing
import Tracking

/// The sentence that says what a search was worth.
struct VerdictTests {
  @Test(
    arguments: [
      (
        0.915, [0.91, 0.914], ["plain": 0.9, "mobilenet": 0.919],
        "0.30 points above chance (2 random networks: 91.20 ± 0.28 %), "
          + "0.40 points below the hand (mobilenet: 91.90 %)"
      ),
      (
        0.5, [0.5], ["plain": 0.4, "mobilenet": 0.4],
        "as good as chance (a random network: 50.00 %), "
          + "10.00 points above the hand (mobilenet: 40.00 %)"
      ),
      (0.5, [], ["plain": 0.25], "25.00 points above the hand (plain: 25.00 %)"),
      (0.5, [0.625], [:], "12.50 points below chance (a random network: 62.50 %)"),
    ] as [(Double, [Double], [String: Double], String)])
  func theSentenceHasTheDistances(
    found: Double, chance: [Double], hand: [String: Double], end: String
  ) throws {
    let verdict = Summary.Verdict(found: found, chance: chance, hand: hand)
    #expect(
      verdict.sentence
        == String(format: "The network found has %.2f %%: ", found * 100) + end)
    let data = try JSONEncoder().encode(verdict)
    #expect(try JSONDecoder().decode(Summary.Verdict.self, from: data) == verdict)
  }
}
