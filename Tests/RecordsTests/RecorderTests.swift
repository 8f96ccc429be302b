import Foundation
import GRDB
import Testing
import Tracking

@testable import Records

/// A run under way that is recorded.
struct RecorderTests {
  private static let stage = StageName("search", title: "Search")

  /// Epochs of a run, each told to a recorder.
  private func train(
    _ run: MadeRun, _ epochs: ClosedRange<Int>, _ recorder: RunIndexRecorder
  ) throws {
    recorder.record(.stageStarted(Self.stage, epochs: epochs.upperBound, stepsPerEpoch: 1))
    for epoch in epochs {
      try run.train(epoch...epoch, snapshots: false)
      let record = try #require(try run.folder.readMetrics().last)
      recorder.record(
        .epoch(EpochEvent(stage: Self.stage, epochs: 9, record: record, columns: [])))
    }
  }

  private func withRun(
    _ body: (URL, MadeRun, RunIndexRecorder, _ told: () -> [String]) throws -> Void
  ) throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      var told: [String] = []
      let recorder = RunIndexRecorder(run.folder.url, in: folder) { told.append($0) }
      try body(folder, run, recorder) { told }
    }
  }

  /// Tells an event of no consequence until something holds, or 20 s have passed.
  private func wait(_ recorder: RunIndexRecorder, until holds: () throws -> Bool) throws {
    for _ in 0..<1000 {
      recorder.record(.note(""))
      if try holds() { return }
      usleep(20_000)
    }
    Issue.record("nothing came of it")
  }

  @Test func theIndexFollowsARun() throws {
    try withRun { folder, run, recorder, told throws in
      try run.folder.goOn {
        try train(run, 1...3, recorder)
        try wait(recorder) {
          FileManager.default.fileExists(atPath: RunIndex.file(in: folder).path)
            && (try? RunIndex(folder: folder).runs().first?.state) == .running
        }
        try run.complete()
        try train(run, 4...9, recorder)
        recorder.finish(patience: 20)
        // What was asked for before would still find the lock held.
        usleep(300_000)
        let index = try RunIndex(folder: folder)
        #expect(try index.runs().map(\.state) == [.complete])
        #expect(try count("metrics", in: index) == 9)
      }
      #expect(told().isEmpty)
      try RunIndex(folder: folder).updateAll()
      try expectTruth(in: folder)
    }
  }

  @Test func aLockIsSaidOnceAndWaitedOut() throws {
    try withRun { folder, run, recorder, told throws in
      do { _ = try RunIndex(folder: folder) }
      let other = try DatabaseQueue(path: RunIndex.file(in: folder).path)
      try other.writeWithoutTransaction { database throws in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        try train(run, 1...2, recorder)
        try wait(recorder) { !told().isEmpty }
        try train(run, 3...4, recorder)
        recorder.finish(patience: 0.6)
        #expect(told().count == 1)
        #expect(told()[0].hasSuffix("nas.sqlite: another program has locked it"))
        try database.execute(sql: "ROLLBACK")
      }
      try train(run, 5...5, recorder)
      recorder.finish(patience: 20)
      #expect(told().count == 1)
      #expect(try count("metrics", in: RunIndex(folder: folder)) == 5)
      try expectTruth(in: folder)
    }
  }

  @Test func aDamagedIndexIsSaidOnceAndLeft() throws {
    try withRun { folder, run, recorder, told throws in
      let junk = Data(repeating: 7, count: 5000)
      try junk.write(to: RunIndex.file(in: folder))
      try train(run, 1...3, recorder)
      recorder.finish(patience: 20)
      try train(run, 4...4, recorder)
      recorder.finish(patience: 20)
      #expect(told().count == 1)
      #expect(told().first?.contains("is no index of runs") == true)
      #expect(try Data(contentsOf: RunIndex.file(in: folder)) == junk)
    }
  }

  /// As in a folder that nothing may be written to, which root does not know.
  @Test func aPlaceThatCannotBeWrittenIsSaidOnce() throws {
    try withRun { folder, run, recorder, told throws in
      try FileManager.default.createDirectory(
        at: RunIndex.file(in: folder), withIntermediateDirectories: true)
      try train(run, 1...3, recorder)
      recorder.finish(patience: 20)
      #expect(told().count == 1)
      #expect(told().first?.contains("cannot write \(RunIndex.file(in: folder).path): ") == true)
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aReadOnlyFolderIsSaidOnce() throws {
    try withRun { folder, run, recorder, told throws in
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
      defer {
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: folder.path)
      }
      try train(run, 1...3, recorder)
      recorder.finish(patience: 20)
      #expect(told().count == 1)
    }
  }

  /// A full disk gives the same error.
  @Test func aFullDatabaseKeepsWhatItHas() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      try run.train(1...2)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      let before = try dump(folder)
      try index.database.writeWithoutTransaction { database throws in
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        try database.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
      try run.train(3...900)
      do throws(RecordsError) {
        try index.updateAll()
        Issue.record("it was not full")
      } catch {
        #expect("\(error)".hasSuffix("nas.sqlite: database or disk is full"))
        #expect(error.isPassing)
      }
      #expect(try dump(folder) == before)
      #expect(try RunIndex(folder: folder).updateAll() == 1)
      try expectTruth(in: folder)
    }
  }

  /// Steps may come far faster than the index can follow.
  @Test func manyEpochsAreOneUpdateWhereItLags() throws {
    try withRun { folder, run, recorder, told throws in
      try train(run, 1...200, recorder)
      recorder.finish(patience: 60)
      #expect(told().isEmpty)
      #expect(try count("metrics", in: RunIndex(folder: folder)) == 200)
      try expectTruth(in: folder)
    }
  }

  @Test func aRunThatNeverBeginsLeavesNone() throws {
    try withTemporaryFolder { folder throws in
      let recorder = RunIndexRecorder(folder.appending(path: "r"), in: folder) { _ in }
      recorder.record(.stageStarted(Self.stage, epochs: 1, stepsPerEpoch: 1))
      recorder.finish(patience: 20)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  /// A command that only says what it would do has a recorder too.
  @Test func aRunThatIsOnlyPlannedIsNotWaitedFor() throws {
    try withRun { folder, run, recorder, told throws in
      let other = try DatabaseQueue(path: RunIndex.file(in: folder).path)
      try other.writeWithoutTransaction { database throws in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        let start = ContinuousClock.now
        recorder.finish(patience: 20)
        #expect(ContinuousClock.now - start < .seconds(5))
        try database.execute(sql: "ROLLBACK")
      }
      #expect(told().isEmpty)
      #expect(try other.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } == 0)
    }
  }

  @Test func anIndexThatIsRemovedIsMadeAgain() throws {
    try withRun { folder, run, recorder, told throws in
      try train(run, 1...2, recorder)
      recorder.finish(patience: 20)
      try FileManager.default.removeItem(at: RunIndex.file(in: folder))
      try train(run, 3...3, recorder)
      recorder.finish(patience: 20)
      #expect(told().isEmpty)
      #expect(try count("metrics", in: RunIndex(folder: folder)) == 3)
    }
  }
}
