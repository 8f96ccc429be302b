import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

struct StageLoopTests {
  @Test func stepsCountThroughEpochs() throws {
    try withTemporaryFolder { folder in
      let stage = CountingStage()
      let progress = try StageLoop.run(stage, from: .start, in: try context(folder))
      #expect(stage.positions.map(\.number) == Array(0..<12))
      #expect(stage.positions.map(\.epoch) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
      #expect(stage.positions.map(\.step) == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3])
      #expect(stage.positions.allSatisfy { $0.count == 12 })
      #expect(progress.epoch == 3)
      #expect(progress.metricsLines == 3)
      #expect((progress.seconds["counting"] ?? 0) > 0)
    }
  }

  @Test func observersSeeEveryEventInOrder() throws {
    var seen: [String] = []
    try withTemporaryFolder { folder in
      let context = try context(folder) { event in
        switch event {
        case .stageStarted(let name, let epochs, let steps):
          seen.append("\(name.key) \(epochs)x\(steps)")
        case .step(let report): seen.append("\(report.position.step):\(report.meter.images)")
        case .epoch(let record, let epochs): seen.append("epoch \(record.epoch) of \(epochs)")
        case .note, .download, .evaluation: seen.append("other")
        }
      }
      _ = try StageLoop.run(CountingStage(), from: .start, in: context)
    }
    let steps = ["0:1", "1:2", "2:3", "3:4"]
    #expect(
      seen == ["counting 3x4"] + steps + ["epoch 1 of 3"] + steps + ["epoch 2 of 3"] + steps
        + ["epoch 3 of 3"])
  }

  @Test func recordsHoldTheEpochsMeans() throws {
    let (_, records) = try uninterrupted()
    #expect(records.map(\.epoch) == [1, 2, 3])
    // Steps 0 to 3 give 0, 1, 3.25 and 7.0625; class 0 wins where the step number is above 1.5.
    expectClose(records[0].loss, (0 + 1 + 3.25 + 7.0625) / 4, tolerance: 1e-6)
    #expect(records[0].accuracy == 0.5)
    #expect(records[0].values == ["value": 7.0625, "epochIndex": 0])
  }

  @Test(arguments: 1...12)
  func interruptedAtAnyStepItGoesOn(step: Int) throws {
    try expectSameEnd(interruptedAfter: [step])
  }

  @Test func interruptedAtEveryStepItGoesOn() throws {
    try expectSameEnd(interruptedAfter: [Int](repeating: 1, count: 12))
  }

  /// Runs with interruptions after so many steps each, and compares the end with a run that had none.
  private func expectSameEnd(interruptedAfter pauses: [Int]) throws {
    let (expected, expectedRecords) = try uninterrupted()
    try withTemporaryFolder { folder in
      var checkpoint = Checkpoint.start
      for pause in pauses {
        var steps = 0
        let context = try context(folder) {
          if case .step = $0 { steps += 1 }
        } shouldStop: {
          steps == pause
        }
        #expect(throws: Interrupted.self) {
          try StageLoop.run(CountingStage(), from: checkpoint, in: context)
        }
        checkpoint = try Checkpoint(context.folder, device: .underTest)
      }
      let stage = CountingStage()
      let context = try context(folder)
      let progress = try StageLoop.run(stage, from: checkpoint, in: context)
      try expectIdentical(stage.state, expected)
      #expect(try records(context) == expectedRecords)
      #expect(progress.metricsLines == 3)
    }
  }

  private func uninterrupted() throws -> ([String: Tensor], [EpochRecord]) {
    try withTemporaryFolder { folder in
      let stage = CountingStage()
      let context = try context(folder)
      _ = try StageLoop.run(stage, from: .start, in: context)
      return (stage.state, try records(context))
    }
  }

  /// The records without their times.
  private func records(_ context: RunContext) throws -> [EpochRecord] {
    try context.folder.readMetrics().map {
      var record = $0
      (record.seconds, record.imagesPerSecond) = (0, 0)
      return record
    }
  }

  private func context(
    _ folder: URL, observer: @escaping (RunEvent) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws -> RunContext {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "checkpoint"), withIntermediateDirectories: true)
    return RunContext(
      folder: RunFolder(folder), observer: observer, shouldStop: shouldStop)
  }
}

extension Checkpoint {
  /// The start of a counting stage.
  static var start: Checkpoint {
    Checkpoint(progress: Progress(stage: "counting"), stage: [:], meter: [:])
  }
}
