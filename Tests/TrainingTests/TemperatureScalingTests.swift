import Datasets
import Foundation
import TestSupport
import Testing
import Torch

@testable import Training

struct TemperatureScalingTests {
  /// Two classes, logits `size` and 0, the first of which is right for 3 of 4 images.
  private func threeOfFour(size: Float) -> TemperatureScaling {
    TemperatureScaling(
      logits: [size, 0, size, 0, size, 0, size, 0], labels: [0, 0, 0, 1])
  }

  @Test(arguments: [Float(0.1), 1, 7, 300])
  func leavesTheEntropyOfTheHits(size: Float) {
    // The best probability of the first class is 3/4: sigmoid(factor * size) = 3/4.
    let scaling = threeOfFour(size: size)
    expectClose(scaling.factor * Double(size), log(3), tolerance: 1e-6)
    expectClose(scaling.loss, -0.75 * log(0.75) - 0.25 * log(0.25), tolerance: 1e-9)
  }

  @Test func worseThanChanceIsChance() {
    let scaling = TemperatureScaling(logits: [2, 0, 1, 2, 0, 1], labels: [1, 1])
    #expect(scaling.factor == 0)
    expectClose(scaling.loss, log(3), tolerance: 1e-12)
  }

  @Test func allRightIsFinite() {
    let scaling = TemperatureScaling(logits: [1, 0, 0, 2], labels: [0, 1])
    #expect((0..<1e-9).contains(scaling.loss))
    #expect((1...TemperatureScaling.largestFactor).contains(scaling.factor))
  }

  @Test func noNumberStaysNone() {
    #expect(TemperatureScaling(logits: [.nan, 0], labels: [0]).loss.isNaN)
  }

  @Test func evaluationIsCalibratedWhereAsked() throws {
    let images = ImageSet.synthetic(count: 8, classes: 2).onDevice
    func evaluation(_ measure: RankingMeasure, scale: Double) throws -> Evaluation {
      // Labels 0, 1, 0, 1...: class 0 is right for 3 of these 4 images.
      try Evaluation(on: images, indices: [0, 2, 4, 1], batchSize: 3, measure: measure) { batch in
        Tensor([Float(1), 0], shape: [2], device: .underTest) * scale
          + .zeros([batch.size(0), 2], device: .underTest)
      }
    }
    let entropy = -0.75 * log(0.75) - 0.25 * log(0.25)
    expectClose(try evaluation(.calibratedLoss, scale: 1).loss, entropy, tolerance: 1e-9)
    expectClose(try evaluation(.calibratedLoss, scale: 9).loss, entropy, tolerance: 1e-9)
    #expect(try evaluation(.loss, scale: 9).loss > 2)
    #expect(try evaluation(.calibratedLoss, scale: 9).accuracy == 0.75)
  }

  @Test func scoresRankTheLowerCalibratedLossFirst() {
    let good = Evaluation(loss: 0.5, accuracy: 0.1)
    let bad = Evaluation(loss: 0.7, accuracy: 0.9)
    #expect(RankingMeasure.calibratedLoss.score(good) > RankingMeasure.calibratedLoss.score(bad))
  }
}
