import Foundation
import Testing
import Tracking

@testable import Records

struct FolderTests {
  /// A folder of runs with a run that has a verdict, a comparison, and a run in a folder of one's own.
  private func withRuns(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { base in
      let folder = base.appending(path: "runs")
      for path in [
        "plain", "judged", "judged/verdict/runs/random-0", "compared/runs/hm-nas-1",
        "mine/again/r", "a/b/c/d/too-deep", ".hidden/r", "plain/copy",
      ] {
        _ = try MadeRun(folder.appending(path: path))
      }
      for path in ["judged/verdict", "compared"] {
        try Data("{}".utf8).write(to: folder.appending(path: "\(path)/compare.json"))
      }
      try body(folder)
    }
  }

  @Test func runsAreFoundWhereverTheyAre() throws {
    try withRuns { folder throws in
      let index = try RunIndex(folder: folder)
      #expect(try index.updateAll() == 5)
      #expect(
        try index.runs(sortedBy: .path).map(\.path) == [
          "compared/runs/hm-nas-1", "judged", "judged/verdict/runs/random-0", "mine/again/r",
          "plain",
        ])
      try expectTruth(in: folder)
    }
  }

  @Test func aRunHasItsPlace() throws {
    try withRuns { folder throws in
      for path in [
        "plain", "judged", "judged/verdict/runs/random-0", "compared/runs/hm-nas-1", "new",
      ] {
        #expect(
          RunIndex.place(ofRunIn: folder.appending(path: path))?.path == folder.path, "\(path)")
      }
      let mine = folder.appending(path: "mine/again")
      #expect(RunIndex.place(ofRunIn: mine.appending(path: "r")) == nil)
      _ = try RunIndex(folder: mine)
      #expect(RunIndex.place(ofRunIn: mine.appending(path: "r"))?.path == mine.path)
    }
  }

  /// Outside of a folder of runs, a comparison's own folder `runs` is none.
  @Test func aComparisonElsewhereHasNone() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "compared/runs/hm-nas-1"))
      #expect(RunIndex.place(ofRunIn: run.folder.url)?.lastPathComponent == "runs")
      try Data("{}".utf8).write(to: folder.appending(path: "compared/compare.json"))
      #expect(RunIndex.place(ofRunIn: run.folder.url) == nil)
      #expect(RunIndex.place(ofRunIn: URL(filePath: "/")) == nil)
    }
  }
}
