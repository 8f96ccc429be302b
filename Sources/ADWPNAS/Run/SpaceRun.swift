internal import Architectures
internal import Datasets
internal import Foundation
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// A run in one space.
struct SpaceRun<Network: SearchableNetwork> {
  let space: Network.Space
  let setup: RunSetup
  let options: ADWPNASOptions
  let images: RunImages
  var image: ImageShape { setup.dataset.imageShape }
  var classes: Int { setup.dataset.classes }

  /// The stages, from wherever the run is, and the report.
  func run(_ start: StageSequence) throws -> Summary {
    var sequence = start
    let searches: [SearchStrategy] =
      options.search.generations == 0
      ? [] : options.search.randomControl ? [.evolution, .random] : [.evolution]
    let names: [StageName] = searches.map(\.stage) + (searches.isEmpty ? [] : [.train])
    let evaluator = makeEvaluator(
      try hyperNetworks { try sequence.run($0, then: $1 ?? names.first ?? .evaluate) })

    var found: [SearchArchive<Network>.Entry] = []
    for (index, strategy) in searches.enumerated() {
      let search = makeSearch(strategy, evaluator: evaluator)
      try sequence.run(search, then: names[index + 1])
      try write(search.archive, of: strategy)
      guard let best = search.best else {
        throw ConfigurationError.combination(
          "no network of \(options.space.rawValue) was found within the limits, expected wider ones"
        )
      }
      found.append(best)
    }

    guard let best = found.first else {
      return try reportHyperNetwork(evaluator, seconds: sequence.seconds)
    }
    let network = best.candidate.network
    try setup.write(network.architecture, title: ADWPNASRun.title)
    let controls = makeControls(like: best.candidate)
    let controlNames = controls.indices.map { StageName.control($0 + 1) } + [.evaluate]
    let final = try makeFinalTraining(.train, network, evaluator, options.finalTraining)
    try sequence.run(final, then: controlNames[0])
    try final.writeModel(to: setup.folder, method: ADWPNASRun.method)
    let trained = try controls.enumerated().map { index, control in
      // As long as the network that was found, whatever the budget.
      let training = try makeFinalTraining(
        controlNames[index], control.network, evaluator,
        options.finalTraining.fixed(epochs: final.epochs))
      try sequence.run(training, then: controlNames[index + 1])
      return (training, control.cost)
    }
    return try report(
      found, evaluator: evaluator, final: final, controls: trained, seconds: sequence.seconds)
  }

  private func makeSearch(
    _ strategy: SearchStrategy, evaluator: CandidateEvaluator<Network>
  ) -> CandidateSearch<Network> {
    let meter = LatencyMeter(device: setup.device)
    return CandidateSearch(
      strategy, options: options.search, measure: options.evaluation.rankBy,
      source: SearchLimits(
        space, image: image, classes: classes, options: options.search,
        latency: { (try? meter.seconds($0)) ?? .infinity }
      ).source,
      images: evaluator.heldOut.count, seed: setup.seed, evaluate: { try evaluator($0) })
  }

  private func makeControls(
    like found: SearchCandidate<Network>
  ) -> [SearchCandidate<Network>] {
    // Latency is left out: it is not reproducible.
    let limits = SearchLimits<Network>(
      space, image: image, classes: classes, options: options.search, latency: { _ in 0 })
    return ControlNetworks(
      options.search.controlNetworks, like: found, limits: limits, seed: setup.seed
    ).candidates
  }

  private func makeFinalTraining(
    _ name: StageName, _ network: Network, _ evaluator: CandidateEvaluator<Network>,
    _ recipe: FinalTrainingOptions
  ) throws -> FinalTrainingStage {
    let stage = FinalTrainingStage(
      name, network.architecture, options: recipe, weights: "final weights",
      images: images, indices: images.allIndices, setup: setup)
    if options.startFrom == .predicted { try stage.begin(with: evaluator.state(of: network)) }
    return stage
  }

  private func write(_ archive: SearchArchive<Network>, of strategy: SearchStrategy) throws {
    let name = strategy == .evolution ? "archive.json" : "archive-\(strategy.rawValue).json"
    try setup.folder.write(archive, to: setup.folder.url.appending(path: name))
  }
}
