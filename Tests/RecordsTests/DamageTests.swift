import Foundation
import GRDB
import Testing
import Tracking

@testable import Records

struct DamageTests {
  /// A folder with a sound run `b`, and what `damage` makes of the run `a`.
  private func withDamage(
    _ damage: (MadeRun) throws -> Void, _ body: (RunIndex, RunRecord) throws -> Void
  ) throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      try run.train(1...4)
      try run.complete()
      try MadeRun(folder.appending(path: "b")).train(1...2)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      try damage(run)
      #expect(try index.updateAll() == 1)
      let records = try index.runs(sortedBy: .path)
      #expect(records.map(\.path) == ["a", "b"])
      #expect((records[0].state, records[1].state) == (.damaged, .stopped))
      #expect(records[1].error == nil)
      try body(index, records[0])
      try expectTruth(in: folder)
    }
  }

  @Test func aConfigurationThatIsNoneIsSaid() throws {
    try withDamage {
      try Data("{\"method\": ".utf8).write(to: $0.folder.configuration)
    } _: { index, record throws in
      #expect(record.error?.contains("a/config.json: it is not valid JSON") == true)
      #expect(record.method == nil)
      #expect(try count("options", in: index) == 4)
    }
  }

  @Test func aSummaryThatIsNoneIsSaid() throws {
    try withDamage {
      try Data("{}".utf8).write(to: $0.folder.summary)
    } _: { _, record in
      #expect(record.error?.contains("summary.json: \"method\" is missing") == true)
      #expect((record.method, record.testAccuracy) == ("hm-nas", nil))
    }
  }

  @Test func aLineThatIsNoneIsSaidWithItsNumber() throws {
    try withDamage { run in
      let text = try String(contentsOf: run.folder.metrics, encoding: .utf8)
      try Data(text.replacing("\"epoch\":3", with: "\"epoch\":x").utf8)
        .write(to: run.folder.metrics)
    } _: { index, record throws in
      #expect(record.error?.contains("metrics.jsonl: line 3: ") == true)
      #expect(try count("metrics", in: index) == 4)
    }
  }

  /// Nothing depends on a snapshot.
  @Test func aSnapshotThatIsNoneIsSaid() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      try run.train(1...4)
      let file = try FileHandle(forWritingTo: run.folder.snapshots)
      try file.seekToEnd()
      try file.write(contentsOf: Data("?\n".utf8))
      try file.close()
      try run.train(5...5)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      let record = try #require(index.runs().first)
      #expect(record.state == .stopped)
      #expect(record.error?.contains("snapshots.jsonl: line 5: ") == true)
      #expect(try count("cells", in: index) == 4)
      #expect(try count("metrics", in: index) == 5)
      try expectTruth(in: folder)
    }
  }

  @Test func whatIsNoFileIsSaid() throws {
    try withDamage { run in
      try FileManager.default.removeItem(at: run.folder.metrics)
      try FileManager.default.createDirectory(
        at: run.folder.metrics, withIntermediateDirectories: true)
    } _: { index, record throws in
      #expect(record.error?.contains("metrics.jsonl: Is a directory") == true)
      #expect(try count("metrics", in: index) == 2)
    }
  }

  /// A run that is repaired is as if nothing had been.
  @Test func aRepairedRunIsSound() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      try run.train(1...4)
      let whole = try Data(contentsOf: run.folder.metrics)
      try (whole.prefix(300) + Data("\n".utf8)).write(to: run.folder.metrics)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      #expect(try index.runs().first?.state == .damaged)
      try whole.write(to: run.folder.metrics)
      try index.updateAll()
      #expect(try index.runs().first?.state == .stopped)
      #expect(try count("metrics", in: index) == 4)
      try expectTruth(in: folder)
    }
  }
}
