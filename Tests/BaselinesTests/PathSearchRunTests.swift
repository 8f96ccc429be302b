import Architectures
import Foundation
import Search
import TestSupport
import Testing
import Tracking
import Training

@testable import Baselines

/// Searches that compare paths, whole.
struct PathSearchRunTests {
  private static let options = [
    "--stem-stride", "4", "--nodes", "2",
    "--operations", "max_pool_3x3+skip_connect+sep_conv_3x3", "--training-images", "60",
    "--batch-size", "20", "--epochs", "2", "--validation-fraction", "0.4", "--final-cells", "3",
    "--max-multiply-adds", "60000",
  ]
  /// Two epochs of 24 images in two steps each.
  private static let supernet = [
    "--channels", "2", "--cells", "3", "--search-images", "24", "--search-batch-size", "12",
    "--search-epochs", "2",
  ]
  /// Trainings of two epochs of 24 images.
  private static let candidates = ["--candidate-images", "24", "--candidate-epochs", "2"]
  private static let evolution = [
    "--generations", "2", "--population", "4", "--parents", "2", "--mutants", "2", "--crossovers",
    "1",
  ]
  private static let nasBench201 = [
    "--space", "nas-bench-201", "--final-channels", "4", "--max-multiply-adds", "0",
  ]

  @Test(arguments: [[], nasBench201])
  func aStoppedRunOfASinglePathEndsAsAnUndisturbedOne(_ space: [String]) throws {
    let run = try expectSameWhenStopped(
      SinglePathRun.self, Self.supernet + Self.evolution + space, steps: 2 * 2 + 2 * 4)
    try expectBestIsBuilt(run, candidates: 8)
  }

  @Test func aStoppedRandomSearchOfASupernetEndsAsAnUndisturbedOne() throws {
    let run = try expectSameWhenStopped(
      SharedRandomSearchRun.self, Self.supernet + ["--generations", "1", "--population", "5"],
      steps: 2 * 2 + 5)
    try expectBestIsBuilt(run, candidates: 5)
  }

  @Test func aStoppedRandomSearchEndsAsAnUndisturbedOne() throws {
    let run = try expectSameWhenStopped(
      RandomSearchRun.self, Self.candidates + ["--generations", "1", "--population", "4"], steps: 4)
    try expectBestIsBuilt(run, candidates: 4)
  }

  @Test func aStoppedRegularizedEvolutionEndsAsAnUndisturbedOne() throws {
    let run = try expectSameWhenStopped(
      RegularizedEvolutionRun.self,
      Self.candidates + Self.nasBench201
        + ["--generations", "3", "--population", "3", "--parents", "2"], steps: 3 * 3)
    try expectBestIsBuilt(run, candidates: 9)
  }

  /// Runs as a whole, and step by step.
  ///
  /// - Parameters:
  ///   - type: Which runs.
  ///   - options: Beside those of all.
  ///   - steps: Of the search; two epochs of all 60 images in three steps each follow.
  /// - Returns: The undisturbed one.
  /// - Throws: Errors of the runs.
  private func expectSameWhenStopped<Method: PathMethod>(
    _ type: PathSearchRun<Method>.Type, _ options: [String], steps: Int
  ) throws -> SmallRun<PathSearchRun<Method>> {
    let options = Self.options + options
    let whole = try SmallRun<PathSearchRun<Method>>(options)
    try whole.run { try $0.start() }
    let undisturbed = try whole.results
    let stopped = try SmallRun<PathSearchRun<Method>>(options)
    var ended = try stopped.run(steps: 1) { try $0.start() }
    while !ended { ended = try stopped.run(steps: 1) }
    expectSame(try stopped.results, undisturbed)
    #expect(undisturbed.steps == steps + 2 * 3)
    #expect(try undisturbed.json("summary.json")["method"] as? String == Method.method)
    return whole
  }

  /// What was built is the network of the most accurate path, which the genotype is.
  private func expectBestIsBuilt<Method: PathMethod>(
    _ run: SmallRun<PathSearchRun<Method>>, candidates: Int
  ) throws {
    let archive = try JSONDecoder().decode(
      SearchArchive<CellPath>.self,
      from: Data(contentsOf: run.folder.url.appending(path: "archive.json")))
    #expect(archive.entries.count == candidates)
    #expect(Set(archive.entries.map(\.candidate.network)).count == candidates)
    let most = archive.entries.map(\.accuracy).max()
    let best = try #require(archive.entries.first { $0.accuracy == most })
    let configuration = try run.folder.readConfiguration()
    var options = PathSearchOptions<Method>.preset(.quick)
    for (key, setting) in configuration.options {
      try PathSearchOptions<Method>.table.set(key, to: setting, in: &options)
    }
    let dataset = try #require(configuration.data)
    let found = try options.cells.cellsToFind(for: dataset).derive(best.candidate.network)
    let text = try String(
      contentsOf: run.folder.url.appending(path: "genotype.txt"), encoding: .utf8)
    #expect(text == "\(found.text)\n")
    #expect(try run.folder.readArchitecture() == found.architecture)
    let limit = options.cells.final.maxMultiplyAdds
    for entry in archive.entries {
      #expect(limit == 0 || entry.candidate.cost.multiplyAdds <= limit)
    }
    #expect(
      best.candidate.cost
        == found.architecture.cost(image: dataset.imageShape, classes: dataset.classes))
  }

  /// Candidates that are trained use a budget up, and one that is used up leaves one epoch.
  @Test(arguments: [
    // Four candidates learn twice from 24 images; an epoch of the final training has 60.
    (images: 4 * 2 * 24 + 2 * 60 + 59, epochs: 2), (4 * 2 * 24 + 59, 1), (60, 1),
  ])
  func aBudgetCountsTheTrainingsOfCandidates(_ budget: (images: Int, epochs: Int)) throws {
    try expectBudget(
      RandomSearchRun.self, Self.candidates + ["--generations", "1", "--population", "4"],
      used: 192, budget: budget,
      isTooLittle: budget.images < 192 + 60)
  }

  @Test func aBudgetCountsAllImagesOfCandidatesThatLearnFromAll() throws {
    try expectBudget(
      RegularizedEvolutionRun.self,
      [
        "--candidate-images", "0", "--candidate-epochs", "1", "--generations", "2", "--population",
        "2", "--parents", "1",
      ], used: 4 * 36, budget: (4 * 36 + 60, 1), isTooLittle: false)
  }

  /// What compares by shared weights learns nothing.
  @Test func aBudgetCountsTheSupernetAlone() throws {
    try expectBudget(
      SharedRandomSearchRun.self, Self.supernet + ["--population", "3"], used: 2 * 24,
      budget: (2 * 24 + 60, 1), isTooLittle: false)
  }

  private func expectBudget<Method: PathMethod>(
    _ type: PathSearchRun<Method>.Type, _ options: [String], used: Int,
    budget: (images: Int, epochs: Int), isTooLittle: Bool
  ) throws {
    let run = try SmallRun<PathSearchRun<Method>>(
      Self.options + options + ["--max-images", "\(budget.images)"])
    try run.run { try $0.start() }
    let stages = try #require(
      try run.results.json("summary.json")["stages"] as? [[String: Any]])
    #expect(stages.map { $0["epochs"] as? Int } == [budget.epochs])
    let note = try #require(run.notes.first { $0.contains("of max-images") })
    #expect(
      note.contains("\(used) of max-images \(budget.images) were used before, and an epoch has 60"))
    #expect(note.hasSuffix("one epoch is the least") == isTooLittle)
  }

  /// A handful of images gets longer epochs and smaller steps, in the search and in the final training.
  @Test func theQuickPresetFitsAFewImages() {
    expectFitted(SinglePath.self) { $0.weights.epochs }
    expectFitted(SharedRandomSearch.self) { $0.weights.epochs }
    expectFitted(RandomSearch.self) { $0.candidateEpochs }
    expectFitted(RegularizedEvolution.self) { $0.candidateEpochs }
  }

  private func expectFitted<Method: PathMethod>(
    _ method: Method.Type, _ epochs: (PathSearchOptions<Method>) -> Int
  ) {
    let preset = PathSearchOptions<Method>.preset(.quick)
    var options = preset
    let few = DatasetDescription(
      name: "folder:few", title: "few",
      imageShape: ImageShape(channels: 1, height: 32, width: 32), classNames: ["a", "b", "c"],
      normalization: Normalization(mean: [0], standardDeviation: [1], source: "none"),
      counts: .init(training: 72, test: 20))
    _ = options.adapt(to: few, given: [])
    #expect(epochs(options) > epochs(preset), "\(Method.method)")
    #expect(options.recipe.epochs > preset.recipe.epochs, "\(Method.method)")
    #expect(options.recipe.batchSize <= 16, "\(Method.method)")
    #expect(!Method.sharesWeights || options.weights.batchSize <= 16, "\(Method.method)")
    #expect(options.search == preset.search, "\(Method.method)")
  }

  /// What would do nothing is not offered.
  @Test func optionsAreThoseThatDoSomething() {
    let supernet = [
      "search-epochs", "search-batch-size", "search-learning-rate", "search-final-learning-rate",
      "search-momentum", "search-weight-decay", "search-gradient-clip", "search-images",
    ]
    let candidates = ["candidate-epochs", "candidate-images"]
    let size = ["generations", "population", "candidate-tries"]
    let aging = ["parents"]
    let evolution = aging + ["mutation-probability", "mutants", "crossovers"]
    let all = Set(supernet + candidates + size + evolution)
    expectOptions(SinglePath.self, supernet + size + evolution, of: all)
    expectOptions(SharedRandomSearch.self, supernet + size, of: all)
    expectOptions(RandomSearch.self, candidates + size, of: all)
    expectOptions(RegularizedEvolution.self, candidates + size + aging, of: all)
  }

  private func expectOptions<Method: PathMethod>(
    _ method: Method.Type, _ expected: [String], of all: Set<String>
  ) {
    let keys = PathSearchOptions<Method>.table.entries.map(\.key)
    #expect(Set(keys).count == keys.count, "\(Method.method)")
    #expect(all.intersection(keys) == Set(expected), "\(Method.method)")
    for key in ["order", "warm-start-epochs", "architecture-learning-rate", "update-schedule"] {
      #expect(!keys.contains(key), "\(Method.method): \(key)")
    }
    for key in ["space", "operations", "nodes", "final-channels", "final-cells", "max-images"] {
      #expect(keys.contains(key), "\(Method.method): \(key)")
    }
  }

  @Test(arguments: Preset.allCases)
  func presetsAreWithinTheRanges(_ preset: Preset) throws {
    try expectInRange(SinglePath.self, preset)
    try expectInRange(SharedRandomSearch.self, preset)
    try expectInRange(RandomSearch.self, preset)
    try expectInRange(RegularizedEvolution.self, preset)
  }

  private func expectInRange<Method: PathMethod>(_ method: Method.Type, _ preset: Preset) throws {
    let values = PathSearchOptions<Method>.preset(preset)
    var options = values
    for (key, setting) in PathSearchOptions<Method>.table.settings(of: values) {
      try PathSearchOptions<Method>.table.set(key, to: setting, in: &options)
    }
    #expect(options == values)
  }

  /// As many networks of random search as of evolution.
  @Test(arguments: Preset.allCases)
  func randomSearchMeasuresAsManyAsEvolution(_ preset: Preset) {
    let random = RandomSearchRun.Options.preset(preset)
    let evolution = RegularizedEvolutionRun.Options.preset(preset)
    #expect(random.search.generations == evolution.search.generations)
    #expect(random.search.population == evolution.search.population)
    #expect(random.candidateEpochs == evolution.candidateEpochs)
    #expect(random.candidateImages == evolution.candidateImages)
  }

  @Test func whatCannotBeFoundOrBuiltIsRefused() throws {
    for (options, message) in [
      (["--cells", "2"], "no normal cell, expected both kinds"),
      (["--max-multiply-adds", "10"], "max-multiply-adds is 10, expected at least"),
      (["--search-batch-size", "50"], "option search-batch-size is 50"),
      (["--max-images", "59"], "max-images is 59, expected at least 60"),
    ] {
      let run = try SmallRun<SinglePathRun>(Self.options + Self.supernet + options)
      let error = #expect(throws: ConfigurationError.self) { try run.run { try $0.start() } }
      #expect(
        error?.description.contains(message) == true, "\(options): \(error?.description ?? "")")
    }
  }

  /// Something has to be left to learn from, and no step may be larger than what it is made of.
  @Test func stepsThatCannotBeMadeAreRefused() throws {
    for (options, message) in [
      (
        ["--training-images", "5", "--validation-fraction", "0.9", "--batch-size", "5"],
        "none is left to learn from"
      ),
      (["--candidate-images", "10"], "option batch-size is 20"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try SmallRun<RandomSearchRun>(Self.options + options).run { try $0.start() }
      }
      #expect(
        error?.description.contains(message) == true, "\(options): \(error?.description ?? "")")
    }
    let error = #expect(throws: ConfigurationError.self) {
      try SmallRun<SinglePathRun>(Self.options + Self.supernet + ["--search-images", "10"])
        .run { try $0.start() }
    }
    #expect(error?.description.contains("option search-batch-size is 12") == true)
  }
}
