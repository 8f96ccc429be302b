import Architectures
import TestSupport
import Testing

@testable import Training

/// Trainings of a known network in this process, stopped after whatever step and gone on with.
struct WholeRunTests {
  private static let options = [
    "--training-images", "60", "--batch-size", "20", "--epochs", "2", "--validation-fraction",
    "0.34", "--average-decay", "0.9", "--drop-path", "0.2",
  ]

  private func run(
    _ run: SmallRun<TrainingRun>, steps: Int = .max
  ) throws -> Bool {
    let network = Architecture.nasBenchMacro(try NASBenchMacroNetwork(code: "01000000"))
    return try run.run(steps: steps) { try $0.start(network) }
  }

  @Test func aRunStoppedAgainAndAgainEndsAsAnUndisturbedOne() throws {
    let undisturbed = try SmallRun<TrainingRun>(Self.options)
    #expect(try run(undisturbed))
    let stopped = try SmallRun<TrainingRun>(Self.options)
    var ended = try run(stopped, steps: 1)
    #expect(!ended)
    while !ended { ended = try stopped.run(steps: 1) }
    expectSame(try stopped.results, try undisturbed.results)
  }
}
