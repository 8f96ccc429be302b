import Datasets
import Foundation
import HMNAS
import TestSupport
import Testing

@testable import Training

/// Whole runs in this process, stopped after whatever step and gone on with.
struct WholeRunTests {
  /// Three cells that learn a little and prune on every level.
  private static let options = [
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
      "per-cell", "--mask-scope", "all", "--micro-batch-size", "7",
    ]

  private static let undisturbed = Result { try SmallRun<HMNASRun>.results(options) }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let again = try SmallRun<HMNASRun>.results(Self.options)
    expectSame(again, try Self.undisturbed.get())
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

  @Test func everyStageAndRuleGoesOn() throws {
    let undisturbed = try SmallRun<HMNASRun>.results(Self.unusual)
    let stages = try #require(undisturbed.json("summary.json")["stages"] as? [[String: Any]])
    #expect(
      stages.map { $0["name"] as? String } == ["supernet", "masked", "fine-tuned", "random-masks"])
    let run = try SmallRun<HMNASRun>(Self.unusual)
    var ended = try run.run(steps: 5) { try $0.start(memoryLimit: nil) }
    while !ended { ended = try run.run(steps: 5) }
    expectSame(try run.results, undisturbed)
  }
}
