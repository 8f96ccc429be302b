internal import Architectures
internal import Foundation
public import Tracking
public import Training

// What a search is worth: the network that was found beside chance and the hand, of its size and with its means.
extension SearchRun {
  /// Trains networks by hand and random ones beside what a complete run found, and records what follows.
  ///
  /// They have at most its multiply-adds and parameters, and learn the same images by the same final training, for as
  /// many images as the run's budget or, without one of images, for as long as its stages took. Their runs are in the
  /// folder `verdict`; made again, those that are complete stay.
  ///
  /// - Parameters:
  ///   - summary: The run's result.
  ///   - memoryLimit: Bytes that training may take; nil where nothing is known of the device's memory.
  ///   - context: Of one of these runs, whose configuration it is told.
  /// - Returns: The result with the verdict, as `summary.json` then has it; `report.md` has it, too.
  /// - Throws: `ConfigurationError` where `checkCanBeJudged` does, and where no other network is as small;
  ///   `Interrupted`, after saving; whatever ends a run.
  public func judged(
    _ summary: Summary, memoryLimit: Int? = nil,
    context: @escaping (RunFolder, RunConfiguration) -> RunContext
  ) throws -> Summary {
    guard summary.verdict == nil else { return summary }
    try checkCanBeJudged()
    let seed = setup.configuration.seed
    let comparison = try Comparison(
      in: setup.folder.url.appending(path: "verdict"), verdictSettings(summary),
      images: setup.dataset, dataDirectory: setup.configuration.dataDirectory)
    let byHand = [Reference.mobilenet, .mobilenet3, .plain].map { Contestant.reference($0) }
      .filter { comparison.hasNetwork(for: $0, seed: seed) }
    // Two, so that there is a deviation.
    let chances = [seed, seed &+ 1].filter { comparison.hasNetwork(for: .random, seed: $0) }
    guard !byHand.isEmpty || !chances.isEmpty else {
      throw ConfigurationError.combination(
        "no network by hand and no random one is as small as what was found, with \(summary.multiplyAdds) multiply-adds and \(summary.parameters) parameters"
      )
    }
    var table = try comparison.run(
      byHand, seeds: [seed], memoryLimit: memoryLimit, context: context)
    if !chances.isEmpty {
      table = try comparison.run(
        [.random], seeds: chances, memoryLimit: memoryLimit, context: context)
    }
    var judged = summary
    judged.verdict = Summary.Verdict(
      found: summary.testAccuracy,
      chance: table.runs.filter { $0.name == Contestant.random.name }.map(\.accuracy),
      hand: Dictionary(
        table.runs.filter { $0.name != Contestant.random.name }.map { ($0.name, $0.accuracy) }
      ) { first, _ in first })
    if let verdict = judged.verdict {
      try record(judged, as: verdict.sentence, under: "The verdict")
    }
    return judged
  }

  /// Refuses a run that ends without a network.
  public func checkCanBeJudged() throws(ConfigurationError) {
    guard leavesNetwork else {
      throw .combination("the run ends without a network, expected one that a verdict can be of")
    }
  }

  /// The same images, final training and means as the run had.
  private func verdictSettings(_ summary: Summary) -> ComparisonSettings {
    var training = TrainingOptions()
    training.recipe = options[keyPath: Self.recipe]
    let own = Options.table.settings(of: options)
    let budget: ComparisonSettings.Budget
    if training.recipe.maxImages > 0 {
      budget = .images(training.recipe.maxImages)
    } else {
      let evaluation = summary.seconds[StageName.evaluate.key] ?? 0
      // In less than six seconds there may not be an epoch.
      budget = .minutes(max(((summary.seconds[StageName.total.key] ?? 0) - evaluation) / 60, 0.1))
    }
    var settings = TrainingOptions.table.settings(of: training)
    for key in ["training-images", "crop-padding", "flip"] { settings[key] = own[key] }
    for key in ComparisonOptions.decided { settings[key] = nil }
    let configuration = setup.configuration
    return ComparisonSettings(
      setup.dataset, preset: Preset(rawValue: configuration.preset) ?? .quick, budget: budget,
      limit: CostLimit(parameters: summary.parameters, multiplyAdds: summary.multiplyAdds),
      options: settings, device: configuration.device, threads: configuration.threads)
  }
}
