import Testing
import Torch

struct GeneratorTests {
  @Test func equalSeedsGiveEqualNumbers() {
    func numbers(_ seed: UInt64) -> [[Float]] {
      let generator = Generator(seed: seed)
      return [
        generator.normal([5]).floats, generator.uniform([5]).floats,
        generator.integers([5], in: 0..<1000).floats,
      ]
    }
    #expect(numbers(7) == numbers(7))
    for (one, other) in zip(numbers(7), numbers(8)) { #expect(one != other) }
  }

  // torch.manual_seed(2026), then torch.rand(3) or torch.randint(0, 100, (3,)).
  @Test func numbersArePyTorchs() {
    #expect(Generator(seed: 2026).uniform([3]).floats == [0.15248114, 0.25191534, 0.73100436])
    #expect(Generator(seed: 2026).integers([3], in: 0..<100).floats == [5, 74, 98])
  }

  @Test func momentsAreRight() {
    let generator = Generator(seed: 1)
    func moments(_ tensor: Tensor) -> (mean: Double, deviation: Double) {
      let mean = tensor.mean()
      let centred = tensor - mean
      return (mean.item, (centred * centred).mean().item.squareRoot())
    }
    // 40,000 numbers: their mean is off by more than 5 / 200 deviations once in two million times.
    let normal = moments(generator.normal([40_000], mean: 3, standardDeviation: 2))
    #expect(abs(normal.mean - 3) < 0.05)
    #expect(abs(normal.deviation - 2) < 0.05)
    let uniform = moments(generator.uniform([40_000], in: -1..<3))
    #expect(abs(uniform.mean - 1) < 0.03)
    #expect(abs(uniform.deviation - 4 / 12.0.squareRoot()) < 0.03)
  }

  @Test func rangesAreKept() {
    let generator = Generator(seed: 2)
    let integers: [Int64] = generator.integers([1000], in: -2..<3).elements()
    #expect(Set(integers) == [-2, -1, 0, 1, 2])
    let uniform = generator.uniform([1000], in: 5..<6).floats
    #expect(uniform.allSatisfy { (5..<6).contains($0) })
  }
}
