import Architectures
import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// A run whose memory runs out goes on with smaller passes, or ends so that it can be resumed.
struct MemoryRecoveryTests {
  /// Steps per epoch: 40 images in batches of 20.
  private static let stepsPerEpoch = 2

  private let architecture: Architecture

  init() throws { architecture = .nasBenchMacro(try NASBenchMacroNetwork(code: "00000000")) }

  @Test func passesAreHalvedOnce() throws {
    try withTemporaryFolder { url in
      let folder = RunFolder(url.appending(path: "run"))
      var (steps, notes) = (0, [String]())
      #expect(throws: Interrupted.self) {
        try run(in: folder, stopAfter: 2 * Self.stepsPerEpoch + 1) { event in
          if case .note(let text) = event { notes.append(text) }
          guard case .step = event else { return }
          steps += 1
          // After the first epoch's checkpoint, in the second.
          if steps == Self.stepsPerEpoch + 1 { Libtorch.exhaust() }
        }
      }
      #expect(
        notes.contains { $0.contains("out of memory: 4096 bytes") && $0.contains("10 images") })
      #expect(try microBatchSize(folder) == 10)
      // The step that was lost with its epoch is made again.
      let checkpoint = try Checkpoint(folder, device: .cpu)
      #expect((checkpoint.progress.epoch, checkpoint.progress.step) == (1, Self.stepsPerEpoch))
      #expect(try folder.readMetrics().map(\.epoch) == [1])
    }
  }

  @Test func whereHalfIsTooMuchTheRunCanBeResumedAsItWas() throws {
    try withTemporaryFolder { url in
      let undisturbed = RunFolder(url.appending(path: "undisturbed"))
      #expect(throws: Interrupted.self) {
        try run(in: undisturbed, stopAfter: 2 * Self.stepsPerEpoch) { _ in }
      }
      let folder = RunFolder(url.appending(path: "run"))
      var (steps, starts) = (0, 0)
      let error = try #require(throws: RunMemoryShortage.self) {
        try run(in: folder) { event in
          if case .stageStarted = event {
            starts += 1
            if starts == 2 { Libtorch.exhaust() }
          }
          if case .step = event {
            steps += 1
            if steps == Self.stepsPerEpoch + 1 { Libtorch.exhaust() }
          }
        }
      }
      #expect(error.images == 10)
      #expect("\(error)".contains("nas resume"))
      #expect(try microBatchSize(folder) == 0)
      var more = 0
      let context = RunContext(
        folder: folder,
        recorders: [EventObserver { event in if case .step = event { more += 1 } }],
        shouldStop: { more == Self.stepsPerEpoch })
      #expect(throws: Interrupted.self) {
        try TrainingRun(folder.readConfiguration(), context: context).resume()
      }
      let (found, expected) = (
        try Checkpoint(folder, device: .cpu), try Checkpoint(undisturbed, device: .cpu)
      )
      #expect((found.progress.epoch, found.progress.step) == (1, Self.stepsPerEpoch))
      try expectIdentical(found.stage, expected.stage)
    }
  }

  @Test func memoryThatRunsOutInTheTestIsThrown() throws {
    try withTemporaryFolder { url in
      let folder = RunFolder(url.appending(path: "run"))
      #expect(throws: RunMemoryShortage.self) {
        try run(in: folder) { event in
          if case .evaluation = event { Libtorch.exhaust() }
        }
      }
      #expect(!FileManager.default.fileExists(atPath: folder.summary.path))
    }
  }

  private func run(
    in folder: RunFolder, stopAfter: Int? = nil, observer: @escaping (RunEvent) -> Void
  ) throws -> Summary {
    var options = TrainingOptions.preset(.quick)
    options.trainingImages = 40
    options.recipe.epochs = 2
    options.recipe.batchSize = 20
    let configuration = RunConfiguration(
      method: TrainingRun.method, dataset: "fashion-mnist", dataDirectory: nil, preset: "quick",
      seed: 1, device: "cpu", threads: 1, libtorch: Libtorch.version,
      cpuCapability: Libtorch.cpuCapability, kernelInstructions: Libtorch.kernelInstructions,
      commit: "test",
      options: TrainingOptions.table.settings(of: options))
    var steps = 0
    let context = RunContext(
      folder: folder,
      recorders: [
        EventObserver { event in
          if case .step = event { steps += 1 }
          observer(event)
        }
      ], shouldStop: { steps == stopAfter })
    return try TrainingRun(configuration, context: context).recovering {
      try $0.start(architecture)
    }
  }

  private func microBatchSize(_ folder: RunFolder) throws -> Int? {
    guard
      case .integer(let size) = try folder.readConfiguration().options[MemoryPlan.microBatchKey]
    else { return nil }
    return size
  }
}
