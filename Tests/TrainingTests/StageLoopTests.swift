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
        case .stageStarted(let stage, let epochs, let steps):
          seen.append("\(stage.key) \(epochs)x\(steps)")
        case .step(let step):
          #expect((step.stage.title, step.epochs, step.stepsPerEpoch) == ("Counting", 3, 4))
          #expect(step.measured == nil)
          seen.append("\(step.epoch).\(step.step):\(step.images)")
        case .epoch(let epoch):
          #expect(epoch.stage.title == "Counting")
          seen.append("epoch \(epoch.record.epoch) of \(epoch.epochs)")
        case .note, .download, .reading, .evaluation, .complete: seen.append("other")
        }
      }
      _ = try StageLoop.run(CountingStage(), from: .start, in: context)
    }
    func epoch(_ number: Int) -> [String] {
      (1...4).map { "\(number).\($0):\($0)" } + ["epoch \(number) of 3"]
    }
    #expect(seen == ["counting 3x4"] + (1...3).flatMap(epoch))
  }

  /// Two recorders of which one wants every other step measured.
  @Test func stepsAreMeasuredWhereARecorderWantsIt() throws {
    final class Curious: Recorder {
      var asked = 0
      var losses: [Double?] = []
      var accuracies: [Double?] = []
      var wantsMeasuredSteps: Bool {
        asked += 1
        return asked % 2 == 0
      }
      func record(_ event: RunEvent) {
        guard case .step(let step) = event else { return }
        losses.append(step.measured?.loss)
        accuracies.append(step.measured?.accuracy)
      }
    }
    let curious = Curious()
    try withTemporaryFolder { folder in
      let context = RunContext(
        folder: try context(folder).folder, recorders: [EventObserver { _ in }, curious])
      _ = try StageLoop.run(CountingStage(), from: .start, in: context)
    }
    #expect(curious.asked == 12)
    // Means over the epoch so far: of 0 and 1, of 0, 1, 3.25 and 7.0625.
    #expect(curious.losses.prefix(4) == [nil, 0.5, nil, 2.828125])
    #expect(curious.accuracies.prefix(4) == [nil, 0, nil, 0.5])
  }

  /// An epoch is in the metrics before anybody is told; what a recorder throws ends the stage.
  @Test func theMetricsComeFirstAndRecordersMayThrow() throws {
    struct Full: Error {}
    struct Failing: Recorder {
      func record(_ event: RunEvent) throws {
        if case .epoch = event { throw Full() }
      }
    }
    try withTemporaryFolder { folder in
      let context = RunContext(folder: try context(folder).folder, recorders: [Failing()])
      #expect(throws: Full.self) {
        try StageLoop.run(CountingStage(), from: .start, in: context)
      }
      #expect(try context.folder.readMetrics().map(\.epoch) == [1])
    }
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
      folder: RunFolder(folder), recorders: [EventObserver(observer)], shouldStop: shouldStop)
  }
}

extension Checkpoint {
  /// The start of a counting stage.
  static var start: Checkpoint {
    Checkpoint(progress: Progress(stage: "counting"), stage: [:], meter: [:])
  }
}
