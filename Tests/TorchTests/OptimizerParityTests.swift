import TestSupport
import Testing
import Torch

/// Optimisers against five steps of PyTorch's.
struct OptimizerParityTests {
  private static let names = ["weight", "bias"]
  private let fixture: Fixture

  init() throws { fixture = try Fixture("optimizers") }

  @Test(arguments: ["sgd", "sgdMomentum", "sgdNesterov"])
  func sgd(name: String) throws {
    let golden = fixture.of(name)
    let weights = try leaves(golden)
    let optimizer = SGD(
      weights,
      options: SGD.Options(
        momentum: name == "sgd" ? 0 : try golden.number("option.momentum"),
        weightDecay: try golden.number("option.weightDecay"), nesterov: name == "sgdNesterov"))
    try check(golden, weights) { optimizer.step(gradients: $0, rate: $1) }
  }

  @Test(arguments: ["adam", "adamWeightDecay"])
  func adam(name: String) throws {
    let golden = fixture.of(name)
    let weights = try leaves(golden)
    var optimizer = Adam(
      weights,
      options: Adam.Options(
        beta1: try golden.number("option.beta1"), beta2: try golden.number("option.beta2"),
        weightDecay: try golden.number("option.weightDecay")))
    try check(golden, weights) { optimizer.step(gradients: $0, rate: $1) }
    #expect(optimizer.steps == 5)
  }

  @Test func weightsKeepTheirOrderInMemory() {
    // A gradient that lies otherwise than its weight must be matched by index, not by address.
    let weight = Tensor((0..<16).map { Float($0) }, shape: [1, 4, 2, 2]).contiguous(.channelsLast)
    let gradient = Tensor((0..<16).map { Float($0) }, shape: [1, 4, 2, 2])
    SGD([weight], options: SGD.Options()).step(gradients: [gradient], rate: 1)
    #expect(weight.floats.allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["clipAbove", "clipBelow"])
  func clipping(name: String) throws {
    let golden = fixture.of(name)
    let gradients = try Self.names.map { try golden["grad.\($0)"].clone() }
    expectClose(gradients.norm, try golden["norm"], "norm")
    gradients.clipNorm(to: try golden.number("option.maximumNorm"))
    for (name, gradient) in zip(Self.names, gradients) {
      expectClose(gradient, try golden["after.\(name)"], name)
    }
  }

  @Test(arguments: ["cosine", "cosineToFinal"])
  func cosine(name: String) throws {
    let golden = fixture.of(name)
    let schedule = Schedule.cosine(
      start: try golden.number("option.initial"), end: try golden.number("option.final"))
    let count = Int(try golden.number("option.steps"))
    let steps: [Int64] = try golden["input"].elements()
    let rates = steps.map { schedule.rate(at: Int($0), of: count) }
    expectClose(Tensor(rates, shape: [rates.count]), try golden["output"], "rates")
  }

  private func leaves(_ golden: Fixture) throws -> [Tensor] {
    try Self.names.map { try golden["param.\($0)"].asLeaf() }
  }

  private func check(
    _ golden: Fixture, _ weights: [Tensor], _ step: ([Tensor], Double) -> Void
  ) throws {
    let rate = try golden.number("option.learningRate")
    for number in 0..<5 {
      step(try Self.names.map { try golden["grad.\($0)"][number] }, rate)
      for (name, weight) in zip(Self.names, weights) {
        expectClose(weight, try golden["after.\(name)"][number], "\(name) after step \(number)")
      }
    }
  }
}
