internal import Architectures
internal import Datasets
internal import Foundation
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
    try setup.context.record(.note("Evaluating on the test set"))
    let began = now()
    let test = try setup.testSet(batchSize: options.evaluation.batchSize)
    var stages = try zip(["prediction", "random"], found).map { name, entry in
      try predicted(name, entry.candidate.network, evaluator: evaluator, on: test)
    }
    let trained = try final.result("trained", cost: found[0].candidate.cost, on: test)
    stages.append(trained)
    let others = try controls.map {
      try $0.training.result($0.training.name.key, cost: $0.cost, on: test)
    }
    stages += others
    if others.count > 1 {
      try setup.context.record(.note(Self.comparison(of: trained, with: others)))
    }
    return try summary(
      trained, stages: stages, validation: found[0].accuracy, began: began, seconds: seconds)
  }

  private static func comparison(
    of found: Summary.StageResult, with others: [Summary.StageResult]
  ) -> String {
    let accuracies = others.map { $0.testAccuracy * 100 }
    let mean = accuracies.reduce(0, +) / Double(accuracies.count)
    let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(accuracies.count - 1)).squareRoot()
    return String(
      format:
        "\(others.count) random networks of its size reach %.2f ± %.2f %%, the one found %.2f %%",
      mean, deviation, found.testAccuracy * 100)
  }

  /// Reports a run that ends with its HyperNetwork: the largest network with its weights.
  func reportHyperNetwork(
    _ evaluator: CandidateEvaluator<Network>, seconds: [String: Double]
  ) throws -> Summary {
    let network = Network.largest.canonical
    let validation = try evaluator(network)
    try setup.context.record(.note("Evaluating the largest network on the test set"))
    let began = now()
    let result = try predicted(
      "prediction", network, evaluator: evaluator,
      on: try setup.testSet(batchSize: options.evaluation.batchSize))
    return try summary(
      result, stages: [result], validation: validation.accuracy, began: began, seconds: seconds)
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

  private func summary(
    _ final: Summary.StageResult, stages: [Summary.StageResult], validation: Double,
    began: Double, seconds: [String: Double]
  ) throws -> Summary {
    var seconds = seconds
    seconds[StageName.evaluate.key] = now() - began
    seconds[StageName.total.key] = seconds.values.reduce(0, +)
    let configuration = setup.configuration
    let summary = Summary(
      method: ADWPNASRun.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: validation, final: final, stages: stages,
      structure: [], device: configuration.device, libtorch: configuration.libtorch,
      commit: configuration.commit, seconds: seconds)
    try setup.write(summary, title: ADWPNASRun.title)
    return summary
  }
}
