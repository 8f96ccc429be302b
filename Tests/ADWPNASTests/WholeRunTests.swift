import ADWPNAS
import Foundation
import TestSupport
import Testing
import Tracking

@testable import Training

/// Whole runs in this process, stopped after whatever step and gone on with.
struct WholeRunTests {
  private static let options = [
    "--training-images", "40", "--batch-size", "10", "--hypernetwork-epochs", "2",
    "--networks-per-step", "1", "--sandwich", "off", "--few-shot-epochs", "1",
    "--train-epochs", "1", "--validation-fraction", "0.5", "--recalibration-batches", "1",
    "--recalibration-batch-size", "10", "--held-out-images", "20", "--generations", "3",
    "--population", "4", "--mutants", "2", "--crossovers", "1",
    "--max-parameters", "200000", "--random-control", "--control-networks", "2",
  ]

  private static let undisturbed = Result { try SmallRun<ADWPNASRun>.results(options) }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let again = try SmallRun<ADWPNASRun>.results(Self.options)
    expectSame(again, try Self.undisturbed.get())
  }

  /// Within the HyperNetwork's training and that of its copies, in both searches and in the final trainings.
  @Test func aRunStoppedAgainAndAgainEndsAsAnUndisturbedOne() throws {
    let run = try SmallRun<ADWPNASRun>(Self.options)
    var stops = 0
    var ended = try run.run(steps: 1) { try $0.start(memoryLimit: nil) }
    while !ended {
      stops += 1
      ended = try run.run(steps: 3)
    }
    #expect(stops > 8)
    expectSame(try run.results, try Self.undisturbed.get())
  }

  @Test func memoryMayRunOutAnywhere() throws {
    try SmallRun<ADWPNASRun>.runOutOfMemory(Self.options, times: 4)
  }

  /// 40 images for the HyperNetwork, 20 for each of its three copies, then 40 in every epoch, also of controls.
  @Test func aBudgetDecidesTheFinalTraining() throws {
    let run = try SmallRun<ADWPNASRun>(Self.options + ["--max-images", "219"])
    #expect(try run.run { try $0.start(memoryLimit: nil) })
    let stages = try #require(run.results.json("summary.json")["stages"] as? [[String: Any]])
    #expect(stages.map { $0["epochs"] as? Int } == [nil, nil, 2, 2, 2])
  }

  @Test func theFilesOfTheContractAreThere() throws {
    let results = try Self.undisturbed.get()
    #expect(
      Set(results.files.keys) == [
        "config.json", "metrics.jsonl", "architecture.json", "architecture.svg",
        "model.safetensors", "summary.json", "archive.json", "archive-random.json", "report.md",
        "evaluation.json", "confusion.svg", "mistakes.svg", "snapshots.jsonl",
      ])
    let summary = try results.json("summary.json")
    let stages = try #require(summary["stages"] as? [[String: Any]])
    #expect(
      stages.map { $0["name"] as? String } == [
        "prediction", "random", "trained", "control-1", "control-2",
      ])
    let sizes = try stages.suffix(3).map { try #require($0["parameters"] as? Int) }
    #expect(sizes.allSatisfy { abs(Double($0) / Double(sizes[0]) - 1) <= 0.1 && $0 <= 200_000 })
    #expect(try #require(summary["parameters"] as? Int) == sizes[0])
    let copies = (1...3).map { "few-shot-\($0)" }
    #expect(
      Set(try #require(summary["seconds"] as? [String]))
        == Set(copies).union([
          "hypernetwork", "evolution", "random", "train", "control-1", "control-2", "evaluate",
          "total",
        ]))
    let report = String(decoding: try #require(results.files["report.md"]), as: UTF8.self)
    #expect(report.contains("[R]"))
    #expect(report.contains("| `rank` | 8 |"))
  }

  /// A snapshot of each generation, which together are the archive.
  @Test func everyGenerationIsTold() throws {
    let results = try Self.undisturbed.get()
    let snapshots = try RunFolder.decodeSnapshots(
      try #require(results.files["snapshots.jsonl"]), at: "snapshots.jsonl")
    for (stage, name) in [("evolution", "archive.json"), ("random", "archive-random.json")] {
      let told = snapshots.filter { $0.stage == stage }
      #expect(told.map(\.epoch) == [1, 2, 3])
      #expect(told.allSatisfy { $0.candidates?.count == 4 && $0.cells == nil })
      let entries = try #require(results.json(name)["entries"] as? [[String: Any]])
      #expect(
        told.flatMap { $0.candidates ?? [] }.map(\.accuracy)
          == entries.map { $0["accuracy"] as? Double })
    }
  }

  @Test(arguments: ["archive.json", "archive-random.json"])
  func theArchiveHoldsEveryCandidateOnceWithinTheLimit(name: String) throws {
    let archive = try Self.undisturbed.get().json(name)
    let entries = try #require(archive["entries"] as? [[String: Any]])
    #expect(entries.count == 12)
    #expect(entries.map { $0["generation"] as? Int } == (0..<12).map { $0 / 4 })
    let costs = try entries.map { entry in
      let candidate = try #require(entry["candidate"] as? [String: Any])
      return try #require(candidate["cost"] as? [String: Int])
    }
    #expect(costs.allSatisfy { ($0["parameters"] ?? .max) <= 200_000 })
  }
}
