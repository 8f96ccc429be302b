import Dispatch
import Foundation
import GRDB
import Synchronization
import Testing
import Tracking

@testable import Records

struct DatabaseTests {
  @Test func theFileIsInWAL() throws {
    try withTemporaryFolder { folder throws in
      let index = try RunIndex(folder: folder)
      try index.reading { database throws in
        #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
        #expect(try Int.fetchOne(database, sql: "PRAGMA foreign_keys") == 1)
        #expect(try Int.fetchOne(database, sql: "PRAGMA busy_timeout") == 250)
      }
    }
  }

  /// Nothing but the file is left when nobody has it open.
  @Test func theLogGoes() throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "r"))
      do { try RunIndex(folder: folder).updateAll() }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.sorted() == ["nas.sqlite", "r"])
    }
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "r"))
      let other = try DatabaseQueue(path: RunIndex.file(in: folder).path)
      try other.write {
        try $0.execute(sql: "CREATE TABLE precious (x); INSERT INTO precious VALUES (7)")
      }
      #expect(
        saying("is no index of runs (it is another program's database)") {
          try RunIndex(folder: folder)
        })
      var notes: [String] = []
      #expect(try RunIndex.current(of: folder) { notes.append($0) }.runs().count == 1)
      #expect(notes.count == 1)
      let tables = try other.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") }
      #expect(tables == ["precious"])
    }
  }

  @Test func whatIsNoDatabaseStaysUntilItIsReplaced() throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "r"))
      let file = RunIndex.file(in: folder)
      let junk = Data(repeating: 7, count: 10_000)
      try junk.write(to: file)
      #expect(
        saying("is no index of runs (file is not a database)") { try RunIndex(folder: folder) })
      #expect(try Data(contentsOf: file) == junk)
      let index = try RunIndex.rebuild(folder: folder)
      #expect(try index.runs().map(\.path) == ["r"])
    }
  }

  @Test func aDamagedDatabaseIsReplaced() throws {
    try withTemporaryFolder { folder throws in
      for name in ["a", "b"] { try MadeRun(folder.appending(path: name)).train(1...50) }
      do { try RunIndex(folder: folder).updateAll() }
      let file = RunIndex.file(in: folder)
      var bytes = try Data(contentsOf: file)
      let size = bytes.count
      bytes.replaceSubrange(4096..<size, with: Data(repeating: 0xA5, count: size - 4096))
      try bytes.write(to: file)
      #expect(saying("is no index of runs") { try RunIndex(folder: folder).updateAll() })
      #expect(try Data(contentsOf: file) == bytes)
      #expect(try RunIndex.rebuild(folder: folder).runs().count == 2)
      try expectTruth(in: folder)
    }
  }

  @Test func aNewerDatabaseIsNamed() throws {
    try withTemporaryFolder { folder throws in
      let index = try RunIndex(folder: folder)
      try index.database.write { database throws in
        try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
      }
      #expect(saying("is of a newer swift-nas") { try RunIndex(folder: folder) })
      #expect(try RunIndex.rebuild(folder: folder).runs().isEmpty)
    }
  }

  /// Programs that have it open go on with the new contents.
  @Test func rebuildingDisturbsNobody() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      _ = try MadeRun(folder.appending(path: "b"))
      _ = try RunIndex.rebuild(folder: folder)
      #expect(try index.runs(sortedBy: .path).map(\.path) == ["a", "b"])
      try run.train(1...2)
      #expect(try index.updateAll() == 1)
      #expect(try RunIndex(folder: folder).updateAll() == 0)
      #expect(try count("metrics", in: RunIndex(folder: folder)) == 2)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!names.contains { $0.hasSuffix(".partial") })
    }
  }

  @Test func aFolderThatCannotBeWrittenHasItsIndexInMemory() throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "a"))
      let index = try RunIndex.inMemory(of: folder)
      #expect(try index.updateAll() == 1)
      #expect(try index.runs().map(\.path) == ["a"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }
  }

  @Test func runsAreListedWhateverTheFileIs() throws {
    try withTemporaryFolder { folder throws in
      var notes: [String] = []
      func paths() throws -> [String] {
        try RunIndex.current(of: folder) { notes.append($0) }.runs().map(\.path)
      }
      #expect(try paths().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      _ = try MadeRun(folder.appending(path: "a"))
      #expect(try paths() == ["a"])
      #expect(notes.isEmpty)
      #expect(FileManager.default.fileExists(atPath: RunIndex.file(in: folder).path))
      let junk = Data(repeating: 7, count: 5000)
      try junk.write(to: RunIndex.file(in: folder))
      #expect(try paths() == ["a"])
      #expect(notes.count == 1 && notes[0].contains("is no index of runs"))
      #expect(try Data(contentsOf: RunIndex.file(in: folder)) == junk)
    }
  }

  /// Values of other kinds and columns that are gone end no program.
  @Test func whatOthersWroteIntoItEndsNothing() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      try index.database.write { database in
        try database.execute(
          sql: """
            UPDATE runs SET threads = 'many', seed = x'00', test_accuracy = 'good', method = 1.5;
            UPDATE indexed SET metrics_end = 'far', fingerprint = x'00';
            """)
      }
      let record = try #require(index.runs().first)
      #expect((record.threads, record.seed, record.testAccuracy) == (nil, nil, nil))
      #expect(try index.updateAll() == 1)
      try expectTruth(in: folder)
      try index.database.write { try $0.execute(sql: "ALTER TABLE runs DROP COLUMN threads") }
      try run.train(1...2)
      #expect(saying("no column named threads") { try index.update(run.folder.url) })
      try index.database.write { try $0.execute(sql: "DROP TABLE indexed") }
      #expect(saying("no such table: indexed") { try index.updateAll() })
    }
  }

  private static let odd = [
    (-1).databaseValue, Int64.min.databaseValue, Int64.max.databaseValue, 7.databaseValue,
    1e300.databaseValue, "far".databaseValue, Data([0]).databaseValue,
  ]

  /// Places that cannot be, and such that are none of the file.
  @Test(arguments: ["start", "end", "lines", "last"])
  func oddNumbersInItEndNothing(column: String) throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "a"))
      try run.train(1...3)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      let sound = try dump(folder)
      for file in ["metrics", "snapshots"] {
        for value in Self.odd {
          try index.database.write { database in
            try database.execute(
              sql: "UPDATE indexed SET fingerprint = '', \(file)_\(column) = ?",
              arguments: [value])
          }
          #expect(try index.updateAll() == 1)
          #expect(try dump(folder) == sound, "\(file) \(value)")
        }
      }
    }
  }

  /// What goes up or is absolute is no path of a run in the folder.
  @Test func pathsInItLeadNowhereElse() throws {
    try withTemporaryFolder { base throws in
      let folder = base.appending(path: "runs")
      _ = try MadeRun(folder.appending(path: "a"))
      _ = try MadeRun(base.appending(path: "b"))
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      try index.database.write { database throws in
        for path in ["../b", "a/../../b", "", "."] {
          try database.execute(
            sql: "INSERT INTO runs (path, state) VALUES (?, 'stopped')", arguments: [path])
          try database.execute(
            sql: "INSERT INTO indexed VALUES (?, '', 0, 0, 0, '', 0, 0, 0, '')", arguments: [path])
        }
      }
      #expect(try index.updateAll() == 4)
      #expect(try index.runs().map(\.path) == ["a"])
      #expect(try index.updateAll() == 0)
    }
  }

  @Test func aRebuildMakesNoneWhereNoRunIs() throws {
    try withTemporaryFolder { folder throws in
      func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
      }
      #expect(try RunIndex.rebuild(folder: folder).runs().isEmpty)
      #expect(try names().isEmpty)
      // One that is there is made anew.
      let junk = Data(repeating: 7, count: 10_000)
      try junk.write(to: RunIndex.file(in: folder))
      #expect(try RunIndex.rebuild(folder: folder).runs().isEmpty)
      #expect(try names() == ["nas.sqlite"])
      #expect(try RunIndex(folder: folder).updateAll() == 0)
    }
  }

  /// A search, a list and a second search may all be the first.
  @Test func manyMayMakeItAtOnce() throws {
    for _ in 0..<10 {
      try withTemporaryFolder { folder throws in
        let faults = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
          do {
            _ = try RunIndex(folder: folder, patience: 20).runs()
          } catch {
            faults.withLock { $0.append("\(error)") }
          }
        }
        #expect(faults.withLock(\.self).isEmpty)
      }
    }
  }

  @Test(arguments: ["pipe", "device"])
  func anIndexThatIsNoFileIsPassedOver(kind: String) throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "a"))
      let file = RunIndex.file(in: folder).path
      #expect((kind == "pipe" ? mkfifo(file, 0o600) : symlink("/dev/zero", file)) == 0)
      var notes: [String] = []
      let index = try RunIndex.current(of: folder) { notes.append($0) }
      #expect(try index.runs().map(\.path) == ["a"])
      #expect(notes.count == 1)
    }
  }

  @Test func manyAtOnceMakeOneIndex() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a", "b", "c"] { try MadeRun(folder.appending(path: name)).train(1...20) }
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask { _ = try RunIndex(folder: folder, patience: 20).updateAll() }
      }
      try await group.waitForAll()
    }
    let index = try RunIndex(folder: folder)
    #expect(try index.updateAll() == 0)
    #expect(try count("metrics", in: index) == 60)
    try expectTruth(in: folder)
  }

  @Test func manyRunsAreTakenUp() throws {
    try withTemporaryFolder { folder throws in
      for number in 0..<200 {
        let run = try MadeRun(folder.appending(path: "run-\(number)"), seed: UInt64(number))
        let lines = (1...500).map { epoch in
          "{\"accuracy\":0.5,\"epoch\":\(epoch),\"imagesPerSecond\":100,\"loss\":1,\"seconds\":1,"
            + "\"stage\":\"search\",\"values\":{\"entropy\":0.5}}\n"
        }
        try Data(lines.joined().utf8).write(to: run.folder.metrics)
      }
      let index = try RunIndex(folder: folder)
      #expect(try index.updateAll() == 200)
      #expect(try count("measurements", in: index) == 100_000)
      #expect(try index.updateAll() == 0)
    }
  }
}

/// Whether `body` throws an error with these words.
func saying<Value>(_ words: String, _ body: () throws -> Value) -> Bool {
  do {
    _ = try body()
    return false
  } catch {
    if "\(error)".contains(words) { return true }
    Issue.record("\(error)")
    return false
  }
}
