internal import Architectures
internal import Datasets
internal import Foundation
internal import Search
internal import Torch
internal import Tracking
internal import Training

extension SpaceRun {
  /// Measures what was found on the test set: once, here, when nothing can be chosen by it any more.
  func report(
    _ found: [SearchArchive<Network>.Entry], evaluator: CandidateEvaluator<Network>,
    final: FinalTrainingStage, controls: [(training: FinalTrainingStage, cost: Cost)],
    seconds: [String: Double]
  ) throws -> Summary {
    if let note = final.statisticsNote { try setup.context.record(.note(note)) }
    return try setup.report(
      of: ADWPNASRun.self, validation: found[0].accuracy, seconds: seconds,
      batchSize: options.evaluation.batchSize
    ) { test in
      let before = try zip(["prediction", "random"], found).map { name, entry in
        try predicted(name, entry.candidate.network, evaluator: evaluator, on: test)
      }
      let trained = try final.result("trained", cost: found[0].candidate.cost, on: test)
      let others = try controls.map {
        try $0.training.result($0.training.name.key, cost: $0.cost, on: test)
      }
      if others.count > 1 {
        try setup.context.record(.note(Self.comparison(of: trained, with: others)))
      }
      return (trained, before + [trained] + others)
    }
  }

  private static func comparison(
    of found: Summary.StageResult, with others: [Summary.StageResult]
  ) -> String {
    let chance = Spread(others.map { $0.testAccuracy * 100 })
    return String(
      format:
        "\(others.count) random networks of its size reach %.2f ± %.2f %%, the one found %.2f %%",
      chance.mean, chance.deviation ?? 0, found.testAccuracy * 100)
  }

  /// Reports a run that ends with its HyperNetwork: the largest network with its weights.
  func reportHyperNetwork(
    _ evaluator: CandidateEvaluator<Network>, seconds: [String: Double]
  ) throws -> Summary {
    let network = space.largest.canonical
    let validation = try evaluator(network)
    return try setup.report(
      of: ADWPNASRun.self, note: "Evaluating the largest network on the test set",
      validation: validation.accuracy, seconds: seconds, batchSize: options.evaluation.batchSize
    ) { test in
      let result = try predicted("prediction", network, evaluator: evaluator, on: test)
      return (result, [result])
    }
  }

  /// A network with predicted weights, at the width that they have.
  private func predicted(
    _ name: String, _ network: Network, evaluator: CandidateEvaluator<Network>,
    on test: TestSet
  ) throws -> Summary.StageResult {
    let cost = network.plan(image: image, classes: classes)
      .scaled(byWidth: options.hyperNetwork.width).totalCost
    return Summary.StageResult(
      name: name,
      testAccuracy: try evaluator.evaluate(network) { try test.evaluation(of: name, $0) }.accuracy,
      parameters: cost.parameters, nonZeroParameters: cost.parameters,
      multiplyAdds: cost.multiplyAdds)
  }
}
