import Files
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

  private enum Other: CaseIterable {
    case pipe, device, link, dangling

    func make(_ file: URL) {
      unlink(file.path)
      let isMade =
        switch self {
        case .pipe: mkfifo(file.path, 0o600)
        case .device: symlink("/dev/zero", file.path)
        case .link: symlink("../b/\(file.lastPathComponent)", file.path)
        case .dangling: symlink("gone", file.path)
        }
      #expect(isMade == 0)
    }

    var words: String {
      self == .pipe
        ? "it is a pipe or a device, expected a file" : "it is a symbolic link, expected a file"
    }
  }

  /// A pipe would be waited for, a device never ends, a link may lead anywhere.
  @Test(arguments: ["config.json", "metrics.jsonl", "snapshots.jsonl", "summary.json"])
  func whatIsNoRegularFileIsNotRead(name: String) throws {
    for other in Other.allCases {
      try withTemporaryFolder { folder throws in
        let run = try MadeRun(folder.appending(path: "a"))
        let index = try RunIndex(folder: folder)
        let file = run.folder.url.appending(path: name)
        for name in ["a", "b"] {
          let run = try name == "a" ? run : MadeRun(folder.appending(path: name))
          try run.train(1...2)
          try run.complete()
        }
        func check(_ changed: Int) throws {
          #expect(try index.updateAll() == changed)
          let records = try index.runs(sortedBy: .path)
          try #require(records.map(\.path) == ["a", "b"])
          #expect(records[0].state == (name == "snapshots.jsonl" ? .complete : .damaged))
          #expect(records[0].error == "cannot read \(file.path): \(other.words)")
          #expect((records[1].state, records[1].error) == (.complete, nil))
          if name != "snapshots.jsonl" {
            #expect(saying(other.words) { try RunDetails(of: run.folder.url) })
          }
          try expectTruth(in: folder)
        }
        other.make(file)
        // Seen for the first time, and in place of a file that was read.
        try check(2)
        let whole = try RegularFile.bytes(of: folder.appending(path: "b/\(name)"))
        unlink(file.path)
        try whole?.write(to: file)
        #expect(try index.updateAll() == 1)
        #expect(try index.runs().allSatisfy { $0.error == nil })
        other.make(file)
        try check(1)
      }
    }
  }

  /// Nobody knows when a file says it was written.
  @Test(arguments: [10_413_792_000, Int(Int64.max), -1, Int(Int64.min) + 1])
  func aFarDateEndsNothing(seconds: Int) throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      // Systems of files that know no such date take the nearest one.
      var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 1)]
      #expect(utimensat(AT_FDCWD, run.folder.configuration.path, &times, 0) == 0)
      #expect(try index.updateAll() == 1)
      #expect(try index.updateAll() == 0)
      let record = try #require(index.runs().first)
      #expect((record.state, record.error) == (.stopped, nil))
      if seconds == 10_413_792_000 { #expect(record.updated?.hasPrefix("2300-01-01T") == true) }
      try expectTruth(in: folder)
    }
  }

  /// Those who show runs without an index say so, too.
  @Test(arguments: ["metrics.jsonl", "snapshots.jsonl"])
  func linesBehindALinkAreDamage(file: String) throws {
    try withTemporaryFolder { folder throws in
      let run = RunFolder(folder.appending(path: "a"))
      _ = try MadeRun(run.url)
      #expect(RunLook.record(of: run, path: "a").error == nil)
      let place = run.url.appending(path: file)
      unlink(place.path)
      #expect(symlink("/dev/zero", place.path) == 0)
      let record = RunLook.record(of: run, path: "a")
      #expect(record.state == .damaged)
      #expect(record.error?.hasSuffix("\(file): it is a symbolic link, expected a file") == true)
    }
  }

  /// Numbers that no run has, in a file that is sound JSON.
  @Test func oddNumbersEndNothing() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      for number in [-1, Int.min, Int.max] {
        try run.folder.append(
          EpochRecord(
            stage: "search", epoch: number, loss: Double(number), accuracy: 1e300,
            values: ["entropy": -1e300], seconds: Double(number), imagesPerSecond: -1))
        try run.complete(
          accuracy: -1, parameters: number == .min ? .min + 10 : number, multiplyAdds: number
        ) { summary in
          summary.seconds = ["total": Double(number), "search": 1e300]
          summary.budgets = [
            Summary.Budget(
              resource: "parameters", limit: 1e300, found: -1e300, measured: Double(number),
              firstMetEpoch: number, switchedOff: number, switchedOn: number)
          ]
        }
        let index = try RunIndex(folder: folder)
        #expect(try index.updateAll() == 1)
        let records = try index.runs()
        #expect((records.first?.state, records.first?.multiplyAdds) == (.complete, number))
        #expect(!RunListing(records).text.isEmpty)
        let details = try RunDetails(of: run.folder.url)
        #expect(!details.text.isEmpty)
        #expect(!RunDifference(details, details).text.isEmpty)
        try expectTruth(in: folder)
      }
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
