import Datasets
import Search
import TestSupport
import Testing
import Tracking
import Training

/// A method that says no more than how it finds a network.
struct FinderRunTests {
  private static let source = PixelSource(
    name: "stripes", training: .synthetic(count: 80, side: 8, classes: 3, seed: 1))
  private static let options = [
    "--training-images", "60", "--batch-size", "20", "--epochs", "2", "--validation-fraction",
    "0.34", "--auxiliary-weight", "0", "--cutout", "2",
  ]

  @Test func aRunStoppedAgainAndAgainEndsAsAnUndisturbedOne() throws {
    let whole = try SmallRun<Trials>(Self.options, source: Self.source)
    try whole.run { try $0.start() }
    let undisturbed = try whole.results
    let stopped = try SmallRun<Trials>(Self.options, source: Self.source)
    var ended = try stopped.run(steps: 1) { try $0.start() }
    while !ended { ended = try stopped.run(steps: 1) }
    expectSame(try stopped.results, undisturbed)
    // Two trials of one epoch, and two epochs of the network that was found: of two batches each.
    #expect(undisturbed.steps == 8)
    let summary = try undisturbed.json("summary.json")
    #expect(summary["method"] as? String == "trials")
    #expect(summary["validationAccuracy"] is Double)
  }

  /// Two trials of 40 images, then 40 in every epoch; trials are as long as the method says.
  @Test func aBudgetDecidesTheFinalTraining() throws {
    let run = try SmallRun<Trials>(Self.options + ["--max-images", "239"], source: Self.source)
    try run.run { try $0.start() }
    let results = try run.results
    #expect(results.steps == 2 + 2 + 3 * 2)
    let stages = try #require(results.json("summary.json")["stages"] as? [[String: Any]])
    #expect(stages.map { $0["epochs"] as? Int } == [3])
  }

  @Test func optionsAreOnesOfItsOwnAndThoseOfDataAndRecipe() throws {
    let keys = TrialOptions.table.entries.map(\.key)
    #expect(keys.count == Set(keys).count)
    for key in ["trials", "epochs", "validation-fraction", "crop-padding", "micro-batch-size"] {
      #expect(keys.contains(key), "\(key)")
    }
  }

  @Test func whatCannotBeTrainedIsRefusedBeforeTheRunBegins() throws {
    let plain = ["--auxiliary-weight", "0", "--training-images", "20"]
    for (options, message) in [
      (plain + ["--batch-size", "40"], "option batch-size is 40"),
      (
        plain + ["--validation-fraction", "0.01", "--batch-size", "4"], "option validation-fraction"
      ),
      (["--batch-size", "4"], "auxiliary-weight is 0.4"),
    ] {
      let run = try SmallRun<Trials>(options)
      let error = #expect(throws: ConfigurationError.self) { try run.run { try $0.start() } }
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
      #expect(!run.folder.has(run.folder.configuration))
    }
  }

  @Test func imagesThatNoNetworkCanBeBuiltForAreRefused() throws {
    let wide = ImageSet(
      images: [UInt8](repeating: 0, count: 2049), labels: [0], channels: 1, height: 1, width: 2049,
      classes: 2)
    let run = try SmallRun<Trials>([], source: PixelSource(name: "wide", training: wide))
    let error = #expect(throws: ConfigurationError.self) { try run.run { try $0.start() } }
    #expect(
      error?.description == "\"imageShape.width\" of the images is 2049, expected 1 to 2048",
      "\(String(describing: error))")
    #expect(!run.folder.has(run.folder.configuration))
  }
}
