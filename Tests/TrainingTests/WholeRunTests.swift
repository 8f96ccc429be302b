import Architectures
import Foundation
import TestSupport
import Testing
import Torch
import Tracking

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
    try expectDamageIsSaid(of: stopped)
  }

  /// What a complete run leaves is looked at before its result is shown as if all were well.
  private func expectDamageIsSaid(of run: SmallRun<TrainingRun>) throws {
    let whole = try Safetensors(contentsOf: run.folder.model)
    let name = try #require(whole.tensors.keys.min { $0 < $1 })
    var tensors = whole.tensors
    tensors[name] = Tensor(.nan, device: .cpu)
    try Safetensors(tensors: tensors, metadata: whole.metadata).write(to: run.folder.model)
    var error = #expect(throws: RunError.self) { try run.run() }
    #expect(error?.description.contains("tensor \(name) has numbers that are not finite") == true)
    try Safetensors(tensors: whole.tensors, metadata: whole.metadata).write(to: run.folder.model)
    #expect(try run.run())
    let text = try String(contentsOf: run.folder.architecture, encoding: .utf8)
    try (text + "x").write(to: run.folder.architecture, atomically: true, encoding: .utf8)
    error = #expect(throws: RunError.self) { try run.run() }
    #expect(error?.description.contains("architecture.json") == true)
  }
}
