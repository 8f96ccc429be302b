import Architectures
import Foundation
import TestSupport
import Testing
import Torch

@testable import Baselines

/// Samples of operations against closed forms.
struct GumbelSampleTests {
  private static let alpha: [[Double]] = [[0, 1, -1, 0.5], [2, 0, 0, -0.5]]
  private let alpha = Tensor(Self.alpha.joined().map { Float($0) }, shape: [2, 4])

  @Test(arguments: [10, 1, 0.1])
  func withoutASeedTheLikeliestAreDrawn(temperature: Double) throws {
    let sample = try GumbelSample(alpha, temperature: temperature, seed: nil)
    #expect(sample.drawn == [false, true, false, false, true, false, false, false])
  }

  @Test func ofEqualOnesTheFirstIsDrawn() throws {
    let sample = try GumbelSample(.zeros([3, 2]), temperature: 1, seed: nil)
    #expect(sample.drawn == [true, false, true, false, true, false])
  }

  @Test(arguments: [10, 1, 0.1])
  func weightsAreOneWhereDrawnAndZeroElsewhere(temperature: Double) throws {
    for seed in 0..<20 {
      let sample = try GumbelSample(alpha, temperature: temperature, seed: Seed(UInt64(seed)))
      let expected = Tensor(sample.drawn.map { $0 ? 1 : 0 as Float }, shape: [2, 4])
      expectClose(sample.weights, expected, tolerance: 1e-6)
      for edge in 0..<2 { #expect(sample.drawn[edge * 4..<edge * 4 + 4].count { $0 } == 1) }
    }
  }

  /// With p the softmax of (alpha + noise) / T, that of p·c is p (c - p·c) / T.
  @Test(arguments: [10, 1, 0.5], [nil, Seed(1), Seed(2)])
  func gradientsAreThoseOfTheSoftSample(temperature: Double, seed: Seed?) throws {
    let leaf = alpha.asLeaf()
    let cotangent = [[0.5, -1, 2, 1], [-2, 0.25, 1, 3]]
    let sample = try GumbelSample(leaf, temperature: temperature, seed: seed)
    let factors = Tensor(cotangent.joined().map { Float($0) }, shape: [2, 4])
    let gradient = (sample.weights * factors).sum().gradients(withRespectTo: [leaf])[0]

    var generator = SplitMix64(seed: seed?.value ?? 0)
    var expected: [Float] = []
    for (alpha, cotangent) in zip(Self.alpha, cotangent) {
      let noised = alpha.map { seed == nil ? $0 : $0 - log(-log(generator.fraction())) }
      let soft = Self.softmax(noised.map { $0 / temperature })
      let mean = zip(soft, cotangent).reduce(0) { $0 + $1.0 * $1.1 }
      expected += zip(soft, cotangent).map { Float($0 * ($1 - mean) / temperature) }
    }
    expectClose(gradient, Tensor(expected, shape: [2, 4]))
  }

  /// The largest of alpha and Gumbel noise is drawn as the softmax of alpha says, whatever the temperature.
  @Test func drawsFollowTheSoftmax() throws {
    let draws = 4000
    var counts = [Int](repeating: 0, count: 8)
    for seed in 0..<draws {
      let temperature = seed.isMultiple(of: 2) ? 10 : 0.5
      let sample = try GumbelSample(alpha, temperature: temperature, seed: Seed(UInt64(seed)))
      for (index, drawn) in sample.drawn.enumerated() where drawn { counts[index] += 1 }
    }
    for (index, expected) in Self.alpha.flatMap(Self.softmax).enumerated() {
      let deviation = (Double(draws) * expected * (1 - expected)).squareRoot()
      let distance = abs(Double(counts[index]) - Double(draws) * expected)
      #expect(distance < 4 * deviation, "operation \(index): \(counts[index]) of \(draws)")
    }
  }

  @Test func theSameSeedDrawsTheSame() throws {
    func drawn(_ seed: Int) throws -> [Bool] {
      try GumbelSample(alpha, temperature: 1, seed: Seed(UInt64(seed))).drawn
    }
    let once = try (0..<20).map(drawn)
    #expect(try (0..<20).map(drawn) == once)
    #expect(Set(once).count > 1)
  }

  private static func softmax(_ values: [Double]) -> [Double] {
    let powers = values.map { exp($0) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
