import Foundation
import GRDB
import Testing
import Tracking

@testable import Records

struct UpdateTests {
  @Test func aRunIsInAllTables() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"), seed: .max)
      try run.train(1...2)
      try run.evolve(1)
      try run.complete { summary in
        summary.verdict = Summary.Verdict(found: 0.9, chance: [0.8, 0.81], hand: ["plain": 0.7])
        summary.budgets = [
          Summary.Budget(
            resource: "parameters", limit: 2000, found: 1000, measured: nil, firstMetEpoch: 2,
            switchedOff: 1, switchedOn: 0)
        ]
      }
      let index = try RunIndex(folder: folder)
      #expect(try index.update(run.folder.url))
      let record = try #require(index.runs().first)
      #expect((record.path, record.state, record.seed) == ("r", .complete, UInt64.max))
      #expect((record.method, record.dataset, record.threads) == ("hm-nas", "fashion-mnist", 2))
      #expect((record.testAccuracy, record.nonZeroParameters) == (0.9, 990))
      #expect((record.seconds, record.error) == (30.5, nil))
      #expect(record.verdict?.contains("random networks") == true)
      #expect(record.id == (try run.folder.readConfiguration().id))
      #expect(record.updated?.hasSuffix("Z") == true && record.started != nil)
      for (table, rows) in [
        "runs": 1, "options": 4, "metrics": 2, "measurements": 4, "cells": 2, "candidates": 3,
        "stages": 2, "times": 2, "budgets": 1, "verdicts": 3, "artefacts": 4, "indexed": 1,
      ] {
        #expect(try count(table, in: index) == rows, "\(table)")
      }
      try expectTruth(in: folder)
    }
  }

  @Test func whatHasNotChangedIsNotRead() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      try run.train(1...3)
      let index = try RunIndex(folder: folder)
      #expect(try index.updateAll() == 1)
      let before = try dump(folder)
      #expect(try !index.update(run.folder.url))
      #expect(try index.updateAll() == 0)
      #expect(try dump(folder) == before)
    }
  }

  @Test func aRunGrows() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      let index = try RunIndex(folder: folder)
      for epoch in 1...4 {
        try run.train(epoch...epoch)
        #expect(try index.update(run.folder.url))
        #expect(try count("metrics", in: index) == epoch)
        #expect(try count("cells", in: index) == epoch)
      }
      try run.train(1...2, stage: "tune", snapshots: false)
      try run.complete()
      try index.updateAll()
      #expect(try count("metrics", in: index) == 6)
      #expect(try index.runs().first?.state == .complete)
      try expectTruth(in: folder)
    }
  }

  /// A run that goes on cuts its file and writes other lines in place of those.
  @Test(arguments: [0, 1, 3]) func aRunThatGoesOnHasNoLineTwice(kept: Int) throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      let index = try RunIndex(folder: folder)
      try run.train(1...5)
      try index.updateAll()
      try run.folder.truncateMetrics(to: kept)
      try index.updateAll()
      #expect(try count("metrics", in: index) == kept)
      #expect(try count("cells", in: index) == kept)
      try run.train((kept + 1)...5)
      try index.updateAll()
      try run.folder.truncateMetrics(to: kept)
      // Of the same length as the ones before, and seen late.
      try run.train((kept + 1)...7, seconds: 2.5)
      try index.updateAll()
      #expect(try count("metrics", in: index) == 7)
      #expect(try count("measurements", in: index) == 14)
      let seconds = try index.reading {
        try Double.fetchAll($0, sql: "SELECT seconds FROM metrics ORDER BY line")
      }
      #expect(seconds == (1...7).map { $0 <= kept ? 1.5 : 2.5 })
      try expectTruth(in: folder)
    }
  }

  @Test func aTornLineWaitsUntilItIsWhole() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      let index = try RunIndex(folder: folder)
      try run.train(1...3, snapshots: false)
      let whole = try Data(contentsOf: run.folder.metrics)
      for cut in [1, 20, 100] {
        try whole.dropLast(cut).write(to: run.folder.metrics)
        try index.updateAll()
        #expect(try count("metrics", in: index) == 2)
        #expect(try index.runs().first?.state == .stopped)
      }
      try whole.write(to: run.folder.metrics)
      try index.updateAll()
      #expect(try count("metrics", in: index) == 3)
      try expectTruth(in: folder)
    }
  }

  @Test func theLaterOfTwoLinesOfAnEpochCounts() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      try run.train(1...2)
      try run.train(2...2, seconds: 9)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      #expect(try count("metrics", in: index) == 2)
      #expect(try count("measurements", in: index) == 4)
      try expectTruth(in: folder)
    }
  }

  @Test func aFolderThatIsGoneGoes() throws {
    try withTemporaryFolder { folder throws in
      let runs = try ["a", "b"].map { try MadeRun(folder.appending(path: $0)) }
      for run in runs { try run.train(1...2) }
      let index = try RunIndex(folder: folder)
      #expect(try index.updateAll() == 2)
      try FileManager.default.removeItem(at: runs[0].folder.url)
      #expect(try index.updateAll() == 1)
      #expect(try index.runs().map(\.path) == ["b"])
      #expect(try count("measurements", in: index) == 4)
      try FileManager.default.removeItem(at: runs[1].folder.configuration)
      #expect(try index.update(runs[1].folder.url))
      for table in Schema.tables { #expect(try count(table, in: index) == 0, "\(table)") }
    }
  }

  @Test func aRunOutsideTheFolderIsRefused() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "elsewhere/r"))
      let runs = folder.appending(path: "runs")
      try FileManager.default.createDirectory(at: runs, withIntermediateDirectories: true)
      let index = try RunIndex(folder: runs)
      #expect(throws: RecordsError.self) { try index.update(run.folder.url) }
    }
  }

  /// The folder is a link, and the run is named by where it really is.
  @Test func linksOnTheWayAreFollowed() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "real/r"))
      let link = folder.appending(path: "runs")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: folder.appending(path: "real"))
      let index = try RunIndex(folder: link)
      #expect(try index.update(run.folder.url))
      #expect(try index.updateAll() == 0)
      #expect(try index.runs().map(\.path) == ["r"])
    }
  }
}
