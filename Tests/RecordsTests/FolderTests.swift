import Foundation
import GRDB
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

  /// A link would list runs a second time, or such that are elsewhere.
  @Test func linksAreNotFollowed() throws {
    try withRuns { folder throws in
      let index = try RunIndex(folder: folder)
      #expect(try index.updateAll() == 5)
      let elsewhere = folder.deletingLastPathComponent().appending(path: "elsewhere")
      let run = try MadeRun(elsewhere.appending(path: "r")).folder
      try Data("{}".utf8).write(to: elsewhere.appending(path: "compare.json"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "other"), withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: folder.appending(path: "other/compare.json"))
      for (path, target) in [
        ("plain/up", ".."), ("mine/round", "."), ("around", "."), ("out", elsewhere.path),
        ("alias", "plain"), ("run", run.url.path), ("plain/verdict", elsewhere.path),
        ("other/runs", elsewhere.path), ("plain/checkpoint/up", ".."), ("plain/export", ".."),
        ("plain/model.safetensors", run.configuration.path), ("gone", "nowhere"),
      ] {
        #expect(symlink(target, folder.appending(path: path).path) == 0)
      }
      try index.updateAll()
      #expect(
        try index.runs(sortedBy: .path).map(\.path) == [
          "compared/runs/hm-nas-1", "judged", "judged/verdict/runs/random-0", "mine/again/r",
          "plain",
        ])
      let files = try index.reading {
        try String.fetchAll($0, sql: "SELECT name FROM artefacts WHERE run = 'plain'")
      }
      #expect(files == ["config.json"])
      try expectTruth(in: folder)
      // By its own name it is the run that it is; one that is elsewhere has no name here.
      #expect(try !index.update(folder.appending(path: "alias")))
      for path in ["run", "out/r"] {
        #expect(saying("is not in") { try index.update(folder.appending(path: path)) })
      }
      for path in ["run", "out/r", "alias", "other/runs/r"] {
        #expect(RunIndex.place(ofRunIn: folder.appending(path: path)) == nil)
      }
    }
  }

  /// Earlier versions took up what was behind links.
  @Test func whatIsBehindALinkGoes() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "runs/r")).folder
      let index = try RunIndex(folder: folder.appending(path: "runs"))
      try index.updateAll()
      let elsewhere = folder.appending(path: "elsewhere")
      try FileManager.default.moveItem(at: run.url, to: elsewhere)
      #expect(symlink(elsewhere.path, run.url.path) == 0)
      #expect(try index.updateAll() == 1)
      #expect(try index.runs().isEmpty)
      #expect(try index.updateAll() == 0)
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
