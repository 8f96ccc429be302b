import Foundation
import Testing
import Tracking

@testable import TensorBoard

/// The event file is what the run's files say, whatever happened on the way.
struct RecorderTests {
  /// Tells the run's recorders of epochs, in the order in which a run does.
  private func record(
    _ epochs: some Sequence<EpochEvent>, of run: ExampleRun, with recorder: TensorBoardRecorder
  ) throws {
    var stage: StageName?
    for epoch in epochs {
      var events: [RunEvent] = [.epoch(epoch)]
      if epoch.stage != stage {
        events.insert(.stageStarted(epoch.stage, epochs: 3, stepsPerEpoch: 1), at: 0)
      }
      stage = epoch.stage
      for event in events {
        try MetricsRecorder(run.folder).record(event)
        try recorder.record(event)
      }
    }
  }

  private func recorder(of run: ExampleRun) -> TensorBoardRecorder {
    TensorBoardRecorder(run.folder)
  }

  /// What the example's file holds when nothing disturbs it.
  private static let undisturbed: [UInt8] = {
    let bytes = try? ExampleRun.inNewFolder { run in
      let recorder = RecorderTests().recorder(of: run)
      try RecorderTests().record(ExampleRun.epochs, of: run, with: recorder)
      try recorder.record(.complete(run.summary))
      return try run.events()
    }
    return bytes.map(Array.init) ?? []
  }()

  private func expectUndisturbed(_ run: ExampleRun) throws {
    #expect(try Array(run.events()) == Self.undisturbed)
    #expect(try run.names() == [run.eventFile.lastPathComponent])
    #expect(!run.folder.has(run.folder.url.appending(path: ".tensorboard.partial")))
  }

  @Test func everythingIsThereOnce() throws {
    let events = try events(in: Data(Self.undisturbed))
    #expect(events.first?.fileVersion == "brain.Event:2")
    #expect(events.count == 2 + ExampleRun.epochs.count + 1)
    let seconds = events.map { $0.wallTime - 1_700_000_000 }
    #expect(seconds == [0, 0, 1.5, 3, 4.5, 6, 7.5, 9, 20])
    let places = events.flatMap { event in event.summary.value.map { "\($0.tag) \(event.step)" } }
    #expect(Set(places).count == places.count)
    #expect(
      events[3].summary.value.map(\.tag) == [
        "supernet/loss", "supernet/accuracy", "supernet/imagesPerSecond", "supernet/seconds",
        "supernet/learningRate", "supernet/validationAccuracy",
        "supernet/normal/operation masks", "supernet/normal/edge masks",
        "supernet/normal/operation weights", "supernet/normal/edge weights",
        "supernet/reduction/operation weights", "supernet/reduction/edge weights",
        "supernet/normal/cell", "supernet/reduction/cell",
      ])
    #expect(events[3].step == 2)
    #expect(events[3].summary.value.first?.simpleValue == 0.5)
    #expect(
      events[5].summary.value.suffix(2).map(\.tag) == [
        "evolution/candidates/accuracy", "evolution/candidates/multiply-adds",
      ])
  }

  @Test func aFileMadeAgainIsTheSame() throws {
    try ExampleRun.inNewFolder { run in
      let live = recorder(of: run)
      try record(ExampleRun.epochs, of: run, with: live)
      try live.record(.complete(run.summary))
      // Its name says when the run began: that the configuration changed since is no matter.
      try run.folder.write(run.configuration, to: run.folder.configuration)
      try run.folder.write(run.summary, to: run.folder.summary)
      try Data("damaged".utf8).write(to: run.eventFile)
      try recorder(of: run).remake()
      try expectUndisturbed(run)
    }
  }

  /// A run is killed after some epochs, and goes on from a checkpoint before.
  @Test(arguments: [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3), (6, 6)])
  func aKillLeavesNoTrace(epochs: Int, kept: Int) throws {
    try ExampleRun.inNewFolder { run in
      try record(ExampleRun.epochs.prefix(epochs), of: run, with: recorder(of: run))
      let whole = try run.events()
      try (whole + whole.prefix(7)).write(to: run.eventFile)
      try run.folder.truncateMetrics(to: kept)
      let second = recorder(of: run)
      try record(ExampleRun.epochs.dropFirst(kept), of: run, with: second)
      try second.record(.complete(run.summary))
      try expectUndisturbed(run)
    }
  }

  /// A stage that is made again drops its epochs while the run is under way.
  @Test func epochsThatAreDroppedOnTheWayLeaveNoTrace() throws {
    try ExampleRun.inNewFolder { run in
      let live = recorder(of: run)
      try record(ExampleRun.epochs.prefix(5), of: run, with: live)
      try run.folder.truncateMetrics(to: 3)
      try record(ExampleRun.epochs.dropFirst(3), of: run, with: live)
      try live.record(.complete(run.summary))
      try expectUndisturbed(run)
    }
  }

  /// What TensorBoard reads goes on where no epoch was dropped, be the last record torn or not.
  @Test(arguments: [0, 1, 20])
  func aFileThatFitsIsContinued(torn: Int) throws {
    try ExampleRun.inNewFolder { run in
      try record(ExampleRun.epochs.prefix(2), of: run, with: recorder(of: run))
      try run.events().dropLast(torn).write(to: run.eventFile)
      let before = try FileManager.default.attributesOfItem(atPath: run.eventFile.path)
      let second = recorder(of: run)
      try record(ExampleRun.epochs.dropFirst(2), of: run, with: second)
      try second.record(.complete(run.summary))
      try expectUndisturbed(run)
      let after = try FileManager.default.attributesOfItem(atPath: run.eventFile.path)
      #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }
  }

  /// Whoever else removes or changes the file meanwhile: the next epoch makes it again.
  @Test func aFileThatIsNotAsItWasLeftIsMadeAgain() throws {
    try ExampleRun.inNewFolder { run in
      let live = recorder(of: run)
      try record(ExampleRun.epochs.prefix(2), of: run, with: live)
      try FileManager.default.removeItem(at: run.folder.tensorBoard)
      try record(ExampleRun.epochs.dropFirst(2).prefix(1), of: run, with: live)
      try Data().write(to: run.eventFile)
      try record(ExampleRun.epochs.dropFirst(3), of: run, with: live)
      try run.events().dropLast(3).write(to: run.eventFile)
      try live.record(.complete(run.summary))
      try live.record(.complete(run.summary))
      try expectUndisturbed(run)
    }
  }

  /// An error names the file, and costs nothing but the epochs until the cause is gone.
  @Test func afterAnErrorTheFileIsMadeAgain() throws {
    try ExampleRun.inNewFolder { run in
      try Data().write(to: run.folder.tensorBoard)
      let live = recorder(of: run)
      let stage = RunEvent.stageStarted(ExampleRun.search, epochs: 3, stepsPerEpoch: 1)
      do {
        try live.record(stage)
        Issue.record("no error")
      } catch let error as RunError {
        #expect("\(error)".contains("\(run.folder.tensorBoard.path): Not a directory"))
      }
      try MetricsRecorder(run.folder).record(.epoch(ExampleRun.epochs[0]))
      #expect(throws: RunError.self) { try live.record(.epoch(ExampleRun.epochs[0])) }
      try FileManager.default.removeItem(at: run.folder.tensorBoard)
      try record(ExampleRun.epochs.dropFirst(), of: run, with: live)
      try live.record(.complete(run.summary))
      try expectUndisturbed(run)
    }
  }

  @Test func aRunOfFormat1HasNoIdentity() throws {
    try ExampleRun.inNewFolder { run in
      var configuration = run.configuration
      configuration.id = nil
      try run.folder.write(configuration, to: run.folder.configuration)
      try FileManager.default.setAttributes(
        [.modificationDate: ExampleRun.start], ofItemAtPath: run.folder.configuration.path)
      try TensorBoardRecorder(run.folder).remake()
      #expect(try run.names() == ["events.out.tfevents.1700000000.nas"])
    }
  }

  @Test func otherEventsLeaveNothing() throws {
    try ExampleRun.inNewFolder { run in
      try recorder(of: run).record(.note("Nothing."))
      #expect(!run.folder.has(run.folder.tensorBoard))
    }
  }
}
