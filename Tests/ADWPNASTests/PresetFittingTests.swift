import ADWPNAS
import Architectures
import Search
import Testing
import Tracking
import Training

/// `quick` on fewer and larger images than it was made for.
struct PresetFittingTests {
  private func fitted(
    _ training: Int, side: Int, preset: Preset = .quick, changes: [String: Setting] = [:]
  ) throws -> (options: ADWPNASOptions, notes: [String]) {
    var options = ADWPNASOptions.preset(preset)
    for (key, value) in changes { try ADWPNASOptions.table.set(key, to: value, in: &options) }
    let notes = options.adapt(
      to: DatasetDescription(
        name: "folder:own", title: "own",
        imageShape: ImageShape(channels: 1, height: side, width: side), classNames: ["a", "b"],
        normalization: Normalization(mean: [0], standardDeviation: [1], source: "none"),
        counts: .init(training: training, test: 10)), given: Set(changes.keys))
    return (options, notes)
  }

  /// A tenth of 400 images is held out: all of them rank networks.
  @Test func asManyImagesAreHeldOutAsThereAre() throws {
    let (options, notes) = try fitted(400, side: 32)
    #expect(options.evaluation.heldOutImages == 40)
    #expect(options.evaluation.recalibrationBatchSize == 40)
    #expect(notes.count == 1)
  }

  /// Four times the pixels cost four times the multiply-adds.
  @Test func limitsGrowWithTheImages() throws {
    let (options, notes) = try fitted(50_000, side: 64)
    #expect(abs(Double(options.search.maxMultiplyAdds) / 12_000_000 - 1) < 0.001)
    #expect(notes.count == 1)
    #expect(try fitted(50_000, side: 32).notes.isEmpty)
    // A stem that reduces leaves as many pixels as a small image has.
    let large = try fitted(50_000, side: 224)
    #expect(large.options.scale.stemStride == 8)
    #expect(large.options.search.maxMultiplyAdds == 3_000_000)
    #expect(large.notes.count == 1)
  }

  @Test func aStandardSpaceSaysWhatLargeImagesCost() throws {
    let (options, notes) = try fitted(50_000, side: 64, preset: .paper)
    #expect(options.scale == .standard)
    #expect(notes.last?.contains("64 x 64 pixels, which takes some 4 times as long") == true)
    #expect(try fitted(50_000, side: 32, preset: .paper).notes.isEmpty)
  }

  /// Channels come in multiples of 8: it is not exactly half of the networks that keep to the budget.
  @Test(
    arguments: [
      ["max-multiply-adds": 1_000_000], ["max-multiply-adds": 2_000_000],
      ["max-multiply-adds": 4_000_000], ["max-multiply-adds": 40_000_000],
      ["max-parameters": 50_000], ["max-multiply-adds": 4_000_000, "max-parameters": 60_000],
    ] as [[String: Int]]
  )
  func theBudgetLiesInTheMiddleOfTheSpace(budget: [String: Int]) throws {
    let (options, notes) = try fitted(
      50_000, side: 28, changes: budget.mapValues { .integer($0) })
    #expect(notes.count == 1)
    var generator = SplitMix64(seed: 99)
    let within = (0..<400).count { _ in
      let network = options.scale.random(using: &generator)
      let cost = network.plan(
        image: ImageShape(channels: 1, height: 28, width: 28), classes: 2
      ).totalCost
      return cost.multiplyAdds <= budget["max-multiply-adds", default: .max]
        && cost.parameters <= budget["max-parameters", default: .max]
    }
    #expect((100...320).contains(within), "\(within) of 400 keep to \(budget)")
  }

  /// Smaller images have fewer multiply-adds, but not fewer parameters.
  @Test func aLimitOfParametersReducesNoImages() throws {
    let limit: [String: Setting] = ["max-parameters": .integer(15_000)]
    #expect(try fitted(50_000, side: 28, changes: limit).options.scale.stemStride == 1)
    let both = limit.merging(["max-multiply-adds": .integer(40_000)]) { $1 }
    #expect(try fitted(50_000, side: 28, changes: both).options.scale.stemStride == 4)
  }

  @Test func whatIsGivenStays() throws {
    let (options, notes) = try fitted(
      50_000, side: 28,
      changes: ["max-multiply-adds": .integer(1_000_000), "stem-channels": .integer(24)])
    #expect(options.scale.stemChannels == 24)
    #expect(options.scale.stageWidths == ADWPSpace.compact().stageWidths)
    #expect(notes.isEmpty)
  }

  /// Without a limit there is none to train within; nor where sets of networks are drawn together.
  @Test(
    arguments: [
      ["max-multiply-adds": .integer(0)], ["sampling": .text("fair")],
      ["sampling": .text("bins")],
      ["space": .text("nas-bench-macro"), "max-parameters": .integer(0)],
    ] as [[String: Setting]]
  )
  func thereIsNothingToKeepTo(changes: [String: Setting]) throws {
    #expect(try !fitted(50_000, side: 28, changes: changes).options.training.withinLimits)
  }

  @Test func predictedWeightsOfAnotherWidthAreNoStart() throws {
    #expect(try fitted(50_000, side: 28).options.startFrom == .predicted)
    let narrow = try fitted(50_000, side: 28, changes: ["width": .number(0.5)])
    #expect(narrow.options.startFrom == .fresh)
    // What is given stays, and is refused later.
    let given = try fitted(
      50_000, side: 28, changes: ["width": .number(0.5), "start-from": .text("predicted")])
    #expect(given.options.startFrom == .predicted)
  }

  /// The benchmark's space has a scale of its own, and no limits unless they are given.
  @Test func theBenchmarkIsSearchedAsAWhole() throws {
    let (options, _) = try fitted(50_000, side: 32, changes: ["space": .text("nas-bench-macro")])
    #expect(options.search.maxMultiplyAdds == 0 && !options.training.withinLimits)
    #expect(options.scale == .standard)
  }

  /// Runs from before there was a least share looked at all networks within the limits.
  @Test func runsFromBeforeHadNoLeastShare() throws {
    var settings = ADWPNASOptions.table.settings(of: .preset(.quick))
    settings["min-budget-share"] = nil
    let options = try ADWPNASOptions(recordedByAnother: settings, preset: .quick)
    #expect(options.search.minBudgetShare == 0)
  }
}
