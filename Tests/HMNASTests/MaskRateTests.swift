import HMNAS
import Testing

struct MaskRateTests {
  private let weights: MaskRate
  private let architecture: MaskRate

  init() {
    let masking = HMNASOptions().masking
    let distance = masking.initial - masking.threshold
    weights = MaskRate(travel: masking.weightTravel, walk: masking.walk, distance: distance)
    architecture = MaskRate(
      travel: masking.architectureTravel, walk: masking.walk, distance: distance)
  }

  /// 10 epochs of 391 batches of 128 of 50,000 images.
  @Test func thePapersStepsGiveThePapersRates() {
    #expect(weights.rate(steps: 3910) == 1e-4)
    #expect(architecture.rate(steps: 3910) == 1e-5)
  }

  @Test func ratesFallWithTheSteps() {
    for rate in [weights, architecture] {
      let rates = (1...10_000).map { rate.rate(steps: $0) }
      #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(rates.allSatisfy { $0 > 0 })
    }
  }

  /// The scaling trap: at the paper's 1e-5, fewer than 500 steps would switch nothing off.
  @Test(arguments: [1, 2, 10, 100, 499, 500, 1000, 3910, 100_000])
  func masksTravelAtLeastTwiceTheDistance(steps: Int) {
    for rate in [weights, architecture] {
      #expect(rate.rate(steps: steps) * Double(steps) >= 2 * 5e-3 * (1 - 1e-12))
    }
  }

  @Test(arguments: [1, 2, 10, 100, 499, 500, 1000, 3910, 100_000])
  func noiseIsBounded(steps: Int) {
    for rate in [weights, architecture] {
      let walk = rate.rate(steps: steps) * Double(steps).squareRoot()
      // As long as twice the distance can be covered by drift within the bound, the bound holds.
      let drift = 2 * 5e-3 / Double(steps).squareRoot()
      #expect(walk <= max(6.3e-3, drift) * (1 + 1e-12))
    }
  }

  @Test func noStepsCountAsOne() {
    #expect(weights.rate(steps: 0) == weights.rate(steps: 1))
  }
}
