import Architectures
import Datasets
import Foundation
import HMNAS
import TestSupport
import Testing
import Tracking

@testable import Training

/// Whole runs in this process, stopped after whatever step and gone on with.
struct WholeRunTests {
  /// Three cells that learn a little and prune on every level.
  private static let options =
    cellsOfThePaper + [
      "--channels", "2", "--stem-stride", "4", "--training-images", "60", "--batch-size", "20",
      "--validation-fraction", "0.34", "--epochs", "2", "--warm-start-epochs", "0",
      "--architecture-learning-rate", "0.003",
      "--mask-initial", "0.01", "--mask-threshold", "0.005", "--mask-weight-travel", "0.391",
      "--mask-architecture-travel", "0.0391", "--mask-walk", "0.0063",
    ]

  /// What most runs leave alone.
  private static let unusual =
    options + [
      "--cells", "1", "--channels", "1", "--order", "second", "--random-mask-control", "true",
      "--auxiliary-weight", "0.4", "--stem-stride", "2", "--drop-path", "0.2", "--cutout", "8",
      "--mask-rule", "renormalised", "--architecture-sharing", "per-cell", "--edge-softmax",
      "per-cell", "--mask-scope", "all", "--micro-batch-size", "7", "--heuristic-control", "true",
      "--alpha-heuristic-control", "true", "--fresh-control", "true",
    ]

  /// With a budget, no masks on weights, and the control of the same cost.
  private static let bounded =
    options + [
      "--max-multiply-adds", "60000", "--max-parameters", "7000", "--mask-scope", "none",
      "--random-mask-control", "true",
    ]

  private static let undisturbed = Result { try SmallRun<HMNASRun>.results(options) }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let again = try SmallRun<HMNASRun>.results(Self.options)
    expectSame(again, try Self.undisturbed.get())
  }

  @Test(arguments: [unusual, bounded])
  func memoryMayRunOutAnywhere(options: [String]) throws {
    try SmallRun<HMNASRun>.runOutOfMemory(options, times: 12)
  }

  /// What was found is trained from new weights too, and beside it what a rule by hand keeps.
  @Test func controlsAreFineTunedLikeWhatWasFound() throws {
    let results = try SmallRun<HMNASRun>.results(
      Self.options + [
        "--heuristic-control", "true", "--alpha-heuristic-control", "true", "--fresh-control",
        "true",
      ])
    let stages = try #require(results.json("summary.json")["stages"] as? [[String: Any]])
    #expect(
      stages.compactMap { $0["name"] as? String } == [
        "supernet", "masked", "fine-tuned", "heuristic", "alpha-heuristic", "fresh-weights",
      ])
    for key in ["parameters", "nonZeroParameters", "multiplyAdds", "epochs"] {
      #expect(stages[2][key] as? Int == stages[5][key] as? Int)
    }
    #expect(stages[3]["epochs"] as? Int == stages[2]["epochs"] as? Int)
  }

  /// After each epoch of the supernet and of the masks; what is kept in the end is what was carved.
  @Test func everyEpochTellsOfTheCells() throws {
    let results = try Self.undisturbed.get()
    let snapshots = try RunFolder.decodeSnapshots(
      try #require(results.files["snapshots.jsonl"]), at: "snapshots.jsonl")
    #expect(snapshots.map(\.stage) == ["search", "search", "mask", "mask"])
    #expect(snapshots.map(\.epoch) == [1, 2, 1, 2])
    for state in snapshots.prefix(2).flatMap({ $0.cells ?? [] }) {
      #expect(state.edges.allSatisfy { abs($0.operations.reduce(0, +) - 1) < 1e-5 })
      #expect(state.edges.allSatisfy { $0.mask == nil && $0.kept == nil })
      let shares = Dictionary(grouping: state.edges, by: \.target).mapValues {
        $0.reduce(0) { $0 + $1.weight }
      }
      #expect(shares.count == state.nodes && shares.values.allSatisfy { abs($0 - 1) < 1e-5 })
    }
    let architecture = try Architecture(json: try #require(results.files["architecture.json"]))
    let carved = try #require(architecture.network as? MaskedCellNetwork)
    let cells = try #require(snapshots.last?.cells)
    #expect(cells.map(\.name) == ["normal", "reduction"])
    for state in cells {
      for cell in state.cells.map({ carved.cells[$0] }) {
        let kept = state.edges.filter { $0.kept?.contains(true) == true }
        #expect(cell.edges.map(\.edge.source) == kept.map(\.source))
        #expect(cell.edges.map(\.edge.target) == kept.map(\.target))
        #expect(cell.edges.map(\.importance) == kept.map(\.weight))
        let operations = kept.map { edge in
          state.operations.indices.filter { edge.kept?[$0] == true }.map { state.operations[$0] }
        }
        #expect(cell.edges.map { $0.operations.map(\.operation.name) } == operations)
      }
    }
    // The masks are on their way from where they started.
    #expect(cells[0].edges.contains { $0.mask != 0.01 })
    #expect(cells[0].edges.contains { $0.operationMasks?.contains(0.01) == false })
  }

  /// One batch for each epoch of stages 1 and 2, three for each of stage 3.
  @Test func theSearchMayLearnFromFewerImages() throws {
    let options = Self.options + ["--cells", "1", "--channels", "1"]
    #expect(try SmallRun<HMNASRun>.results(options + ["--search-images", "20"]).steps == 10)
    // More than there are stands for all.
    let all = try SmallRun<HMNASRun>.results(options + ["--search-images", "1000"])
    #expect(all.steps == 16)
  }

  /// Others in place of the seven candidates; of NAS-Bench-201's, no kernel of ours computes the convolutions.
  @Test(arguments: [
    ["sep_conv_3x3", "skip_connect"],
    ["nor_conv_3x3", "plain_avg_pool_3x3", "nor_conv_1x1", "skip_connect"],
  ])
  func theCandidatesAreAnOption(operations: [String]) throws {
    let run = try SmallRun<HMNASRun>(
      Self.options + [
        "--operations", operations.joined(separator: "+"), "--cells", "2", "--channels", "1",
      ])
    #expect(try run.run { try $0.start(memoryLimit: nil) })
    let results = try run.results
    let network = try #require(results.json("architecture.json")["network"] as? [String: Any])
    #expect(network["operations"] as? [String] == operations)
  }

  /// More classes than a byte has, and no images to test on.
  @Test func imagesOfAProgramAreEnough() throws {
    let images = ImageSet.synthetic(count: 900, classes: 300)
    let run = try SmallRun<HMNASRun>(
      Self.options + ["--training-images", "300", "--cells", "1", "--channels", "1"],
      source: PixelSource(name: "many", training: images))
    #expect(try run.run { try $0.start(memoryLimit: nil) })
    #expect(run.notes.contains { $0.hasPrefix("many has no test part: 180 of its images") })
    let results = try run.results
    let data = try #require(results.json("config.json")["data"] as? [String: Any])
    #expect((data["classNames"] as? [String])?.count == 300)
    #expect(data["counts"] as? [String: Int] == ["training": 720, "test": 180])
    #expect(try results.json("summary.json")["testAccuracy"] is Double)
  }

  @Test func anotherSeedGivesAnotherNetwork() throws {
    let (first, second) = (
      try Self.undisturbed.get(), try SmallRun<HMNASRun>.results(Self.options, seed: 1)
    )
    for name in ["architecture.json", "model.safetensors", "summary.json"] {
      #expect(first.files[name] != second.files[name], "\(name)")
    }
  }

  /// Within epochs, at their ends, and at the end of a stage.
  @Test(arguments: [1, 4])
  func aRunStoppedAgainAndAgainEndsAsAnUndisturbedOne(pause: Int) throws {
    let run = try SmallRun<HMNASRun>(Self.options)
    var stops = 0
    var ended = try run.run(steps: pause) { try $0.start(memoryLimit: nil) }
    while !ended {
      stops += 1
      ended = try run.run(steps: pause)
    }
    #expect(stops == 16 / pause)
    expectSame(try run.results, try Self.undisturbed.get())
  }

  /// Also in the last step of the masks, which is before they are brought within the budget.
  @Test(arguments: [1, 4])
  func aBudgetIsMetHoweverOftenTheRunStops(pause: Int) throws {
    let undisturbed = try SmallRun<HMNASRun>.results(Self.bounded)
    let summary = try undisturbed.json("summary.json")
    let budgets = try #require(summary["budgets"] as? [[String: Any]])
    #expect(budgets.map { $0["resource"] as? String } == ["multiply-adds", "parameters"])
    let multiplyAdds = try #require(summary["multiplyAdds"] as? Int)
    #expect(budgets[0]["found"] as? Int == multiplyAdds && multiplyAdds <= 60000)
    #expect(budgets[1]["found"] as? Int == summary["parameters"] as? Int)
    let stages = try #require(summary["stages"] as? [[String: Any]])
    let random = try #require(stages.last?["multiplyAdds"] as? Int)
    #expect(random <= multiplyAdds)
    let report = try #require(undisturbed.files["report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("## Budget\n\n- Of at most 60000"))
    let run = try SmallRun<HMNASRun>(Self.bounded)
    var ended = try run.run(steps: pause) { try $0.start(memoryLimit: nil) }
    while !ended { ended = try run.run(steps: pause) }
    expectSame(try run.results, undisturbed)
  }

  /// A chain under a budget, stopped again and again.
  @Test func aChainIsFoundTrainedAndWritten() throws {
    let options =
      Self.options + [
        "--space", "chain", "--cells", "2", "--nodes", "2", "--reducing-cells", "every",
        "--architecture-sharing", "per-cell", "--head-channels", "4", "--normalization-weights",
        "true", "--mask-rule", "renormalised", "--mask-scope", "none", "--max-multiply-adds",
        "5000",
      ]
    let undisturbed = try SmallRun<HMNASRun>.results(options)
    let summary = try undisturbed.json("summary.json")
    let multiplyAdds = try #require(summary["multiplyAdds"] as? Int)
    #expect(multiplyAdds <= 5000)
    let network = try #require(
      undisturbed.json("architecture.json")["network"] as? [String: Any])
    #expect(network["frame"] as? String == "chain")
    #expect(network["reductions"] as? [Int] == [0, 1])
    #expect(network["headChannels"] as? Int == 4)
    let run = try SmallRun<HMNASRun>(options)
    var ended = try run.run(steps: 3) { try $0.start(memoryLimit: nil) }
    while !ended { ended = try run.run(steps: 3) }
    expectSame(try run.results, undisturbed)
  }

  @Test func everyStageAndRuleGoesOn() throws {
    let undisturbed = try SmallRun<HMNASRun>.results(Self.unusual)
    let stages = try #require(undisturbed.json("summary.json")["stages"] as? [[String: Any]])
    #expect(
      stages.map { $0["name"] as? String } == [
        "supernet", "masked", "fine-tuned", "random-masks", "heuristic", "alpha-heuristic",
        "fresh-weights",
      ])
    let run = try SmallRun<HMNASRun>(Self.unusual)
    var ended = try run.run(steps: 5) { try $0.start(memoryLimit: nil) }
    while !ended { ended = try run.run(steps: 5) }
    expectSame(try run.results, undisturbed)
  }
}
