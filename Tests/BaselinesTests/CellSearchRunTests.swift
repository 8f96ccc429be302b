import Architectures
import Foundation
import Search
import TestSupport
import Testing
import Tracking
import Training

@testable import Baselines

/// Searches for a genotype, whole.
struct CellSearchRunTests {
  private static let options = [
    "--channels", "2", "--cells", "3", "--stem-stride", "4", "--nodes", "2",
    "--operations", "max_pool_3x3+skip_connect+sep_conv_3x3", "--training-images", "60",
    "--search-images", "24", "--search-batch-size", "12", "--search-epochs", "2",
    "--batch-size", "20", "--epochs", "2", "--validation-fraction", "0.4", "--final-cells", "3",
    "--max-multiply-adds", "60000",
  ]

  @Test(arguments: ["first", "second"])
  func aRunStoppedAgainAndAgainEndsAsAnUndisturbedOne(_ order: String) throws {
    try expectSameWhenStopped(DARTS.self, ["--order", order])
  }

  @Test func aStoppedRunOfPartsOfTheChannelsEndsAsAnUndisturbedOne() throws {
    try expectSameWhenStopped(PCDARTS.self, ["--channels", "4", "--channel-parts", "2"])
  }

  @Test func aStoppedRunOfSampledOperationsEndsAsAnUndisturbedOne() throws {
    try expectSameWhenStopped(GDAS.self, [])
  }

  /// Runs as a whole, and step by step.
  private func expectSameWhenStopped<Method: CellMethod>(
    _ method: Method.Type, _ options: [String]
  ) throws {
    let options = Self.options + options
    let whole = try SmallRun<CellSearchRun<Method>>(options)
    try whole.run { try $0.start() }
    let undisturbed = try whole.results
    let stopped = try SmallRun<CellSearchRun<Method>>(options)
    var ended = try stopped.run(steps: 1) { try $0.start() }
    while !ended { ended = try stopped.run(steps: 1) }
    expectSame(try stopped.results, undisturbed)
    // Two epochs of 24 images of the search, then two of all 60.
    #expect(undisturbed.steps == 2 * 2 + 2 * 3)
    #expect(try undisturbed.json("summary.json")["method"] as? String == Method.method)
    for name in ["genotype.txt", "genotypes.txt"] { #expect(undisturbed.files[name] != nil) }
  }

  /// What was built is the genotype's network, with as many channels as the limit allows.
  @Test func theGenotypeIsBuiltWithTheMostChannels() throws {
    let run = try SmallRun<DARTSRun>(Self.options)
    try run.run { try $0.start() }
    let text = try String(
      contentsOf: run.folder.url.appending(path: "genotype.txt"), encoding: .utf8)
    let genotype = try Genotype(text.trimmingCharacters(in: .newlines))
    // That of every epoch is kept; the last one is what was built.
    let all = try String(
      contentsOf: run.folder.url.appending(path: "genotypes.txt"), encoding: .utf8)
    #expect(all.split(separator: "\n").count == 2)
    #expect(all.hasSuffix(text))
    let snapshots = try run.folder.readSnapshots()
    #expect(snapshots.map(\.epoch) == [1, 2])
    let states = try #require(snapshots.last?.cells)
    #expect(states.map(\.name) == ["normal", "reduction"])
    // Beside `none`; edges have no weights.
    #expect(states.allSatisfy { $0.operations.count == 4 && $0.edges.count == 5 })
    #expect(states.allSatisfy { $0.edges.allSatisfy { $0.weight == 1 && $0.mask == nil } })
    let found = try #require(
      try run.folder.readArchitecture().network as? MaskedCellNetwork)
    let image = ImageShape(channels: 1, height: 28, width: 28)
    func network(_ channels: Int) throws -> MaskedCellNetwork {
      try genotype.network(image: image, classes: 10, channels: channels, cells: 3, stemStride: 4)
    }
    #expect(found == (try network(found.network.channels)))
    #expect(found.cost(image: image, classes: 10).multiplyAdds <= 60_000)
    let next = try network(found.network.channels + 1)
    #expect(next.cost(image: image, classes: 10).multiplyAdds > 60_000)
  }

  @Test func whatCannotBeFoundOrBuiltIsRefused() throws {
    for (options, message) in [
      (["--cells", "2"], "no normal cell, expected both kinds"),
      (["--cells", "1"], "the supernet has no"),
      (
        ["--operations", "skip_connect+inverted_residual_3x3_e3"],
        "operations has inverted_residual_3x3_e3, expected"
      ),
      (["--max-multiply-adds", "10"], "max-multiply-adds is 10, expected at least"),
      (["--search-batch-size", "50"], "option search-batch-size is 50"),
      (["--max-parameters", "10"], "max-parameters is 10, expected at least"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try SmallRun<DARTSRun>(Self.options + options).run { try $0.start() }
      }
      #expect(
        error?.description.contains(message) == true, "\(options): \(error?.description ?? "")")
    }
  }

  @Test func partsThatDoNotDivideTheChannelsAreRefused() throws {
    for (options, message) in [
      ([], "channel-parts is 4 with channels 2, expected a divisor"),
      (
        ["--channels", "4", "--channel-parts", "3"],
        "channel-parts is 3 with channels 4, expected a divisor"
      ),
    ] as [([String], String)] {
      let error = #expect(throws: ConfigurationError.self) {
        try SmallRun<PCDARTSRun>(Self.options + options).run { try $0.start() }
      }
      #expect(
        error?.description.contains(message) == true, "\(options): \(error?.description ?? "")")
    }
  }

  /// A handful of images gets longer epochs and smaller steps in both trainings.
  @Test func theQuickPresetFitsAFewImages() throws {
    var options = DARTSRun.Options.preset(.quick)
    let few = DatasetDescription(
      name: "folder:few", title: "few",
      imageShape: ImageShape(channels: 1, height: 32, width: 32), classNames: ["a", "b", "c"],
      normalization: Normalization(mean: [0], standardDeviation: [1], source: "none"),
      counts: .init(training: 72, test: 20))
    _ = options.adapt(to: few, given: [])
    #expect(options.search.epochs > 2 && options.recipe.epochs > 5)
    #expect(options.search.batchSize <= 16 && options.recipe.batchSize <= 16)
  }

  /// The values of the DARTS code: rates, epochs and sizes of search and evaluation.
  @Test func thePaperIsTheDefault() {
    let options = DARTSRun.Options.preset(.paper)
    #expect((options.search.momentum, options.search.weightDecay) == (0.9, 3e-4))
    #expect((options.search.gradientClip, options.search.architectureWeightDecay) == (5, 1e-3))
    #expect((options.search.architectureBeta1, options.search.architectureBeta2) == (0.5, 0.999))
    #expect((options.search.architectureInitialScale, options.search.warmStartEpochs) == (1e-3, 0))
    #expect((options.recipe.learningRate, options.recipe.momentum) == (0.025, 0.9))
    #expect((options.recipe.weightDecay, options.recipe.gradientClip) == (3e-4, 5))
    #expect(options.search.epochs == 50 && options.search.batchSize == 64)
    #expect(options.search.learningRate == 0.025 && options.search.finalLearningRate == 0.001)
    #expect(options.search.architectureLearningRate == 3e-4 && options.search.order == .second)
    #expect(options.cells.network.channels == 16 && options.cells.network.cells == 8)
    #expect(options.cells.final.channels == 36 && options.cells.final.cells == 20)
    #expect(options.recipe.epochs == 600 && options.recipe.batchSize == 96)
    #expect(options.recipe.cutout == 16 && options.recipe.auxiliaryWeight == 0.4)
    #expect(options.recipe.dropPath == 0.2 && options.data.validationFraction == 0.5)
  }

  /// The values of the PC-DARTS code for CIFAR-10.
  @Test func thePaperOfPCDARTSIsItsPreset() {
    let options = PCDARTSRun.Options.preset(.paper)
    #expect(options.parameters.channelParts == 4)
    #expect(options.search.epochs == 50 && options.search.warmStartEpochs == 15)
    #expect(options.search.batchSize == 256 && options.search.order == .first)
    #expect((options.search.learningRate, options.search.finalLearningRate) == (0.1, 0))
    #expect(options.search.architectureLearningRate == 6e-4)
    #expect((options.search.momentum, options.search.weightDecay) == (0.9, 3e-4))
    #expect((options.search.architectureBeta1, options.search.architectureBeta2) == (0.5, 0.999))
    #expect(options.search.architectureWeightDecay == 1e-3)
    #expect(options.cells.network.channels == 16 && options.cells.network.cells == 8)
  }

  /// The values of the GDAS code for CIFAR-10.
  @Test func thePaperOfGDASIsItsPreset() {
    let options = GDASRun.Options.preset(.paper)
    #expect(
      (options.parameters.initialTemperature, options.parameters.finalTemperature) == (10, 0.1))
    #expect(options.search.epochs == 250 && options.search.warmStartEpochs == 0)
    #expect(options.search.batchSize == 256 && options.search.order == .first)
    #expect((options.search.learningRate, options.search.finalLearningRate) == (0.025, 0.001))
    #expect(options.search.architectureLearningRate == 3e-4)
    #expect((options.search.momentum, options.search.weightDecay) == (0.9, 5e-4))
    #expect((options.search.architectureBeta1, options.search.architectureBeta2) == (0.5, 0.999))
    #expect(options.search.architectureWeightDecay == 1e-3)
  }

  /// Of every edge one operation stays, `none` too, in the benchmark's skeleton.
  @Test func inNASBench201EveryEdgeKeepsOneOperation() throws {
    let options =
      Self.options + [
        "--space", "nas-bench-201", "--final-channels", "4", "--max-multiply-adds", "0",
      ]
    let run = try SmallRun<GDASRun>(options)
    try run.run { try $0.start() }
    let found = try #require(try run.folder.readArchitecture().network as? NASBench201Network)
    #expect(found.cellsPerStage == 1 && found.channels <= 4)
    for (name, count) in [("genotype.txt", 1), ("genotypes.txt", 2)] {
      let text = try String(contentsOf: run.folder.url.appending(path: name), encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.count == count && lines.last.map(String.init) == found.cell.code)
    }
    for (key, cells) in [("--cells", "4"), ("--cells", "1"), ("--final-cells", "20")] {
      let error = #expect(throws: ConfigurationError.self) {
        try SmallRun<GDASRun>(options + [key, cells]).run { try $0.start() }
      }
      #expect(error?.description.contains("expected a multiple of 3") == true)
    }
  }

  /// What somebody chose stays; all else is the benchmark's.
  @Test func inNASBench201PresetsAreFitted() {
    var options = DARTSRun.Options.preset(.paper)
    options.cells.space = .nasBench201
    options.cells.network.stem = .chain
    let notes = options.fit(to: .cifar10, given: ["final-channels"])
    #expect(options.cells.network.cells == 15 && options.cells.network.channels == 16)
    #expect(options.cells.final.channels == 36 && options.cells.final.cells == 15)
    #expect(
      notes == [
        "For nas-bench-201, options that were not given are: cells 15, stem single, drop-path 0.0, auxiliary-weight 0.0, final-cells 15"
      ])
  }
}
