internal import Architectures
internal import Datasets
internal import Foundation
internal import Search
internal import Torch
internal import Tracking
internal import Training

extension HMNASRun {
  /// Evaluates what each stage left on the test set: once, here, when nothing can be chosen by it any more.
  func report(
    validation: Evaluation, carving: Carving, tuning: FinalTrainingStage,
    controls: [ControlNetwork], budgets: [Summary.Budget], seconds: [String: Double]
  ) throws -> Summary {
    var setup = setup
    if !budgets.isEmpty {
      let sentences = budgets.map(\.sentence)
      for sentence in sentences { try setup.context.record(.note(sentence)) }
      setup.explanation = "## Budget\n\n" + sentences.map { "- \($0)." }.joined(separator: "\n")
    }
    return try setup.report(
      of: Self.self, validation: validation.accuracy,
      structure: structure(of: carving.architecture), budgets: budgets,
      seconds: seconds, batchSize: options.evaluationBatchSize(on: setup.device)
    ) { test in
      let before = [try supernetResult(on: test), try maskedResult(carving, on: test)]
      let final = try tuning.result("fine-tuned", cost: carving.architecture.cost().total, on: test)
      let others = try controls.map {
        try $0.stage.result($0.name, cost: $0.carving.architecture.cost().total, on: test)
      }
      return (final, before + [final] + others)
    }
  }

  /// The supernet as the search left it.
  private func supernetResult(on test: TestSet) throws -> Summary.StageResult {
    let searched = options.supernet(network, seed: setup.seed, device: setup.device)
    try searched.store.load(setup.stageState(StageName.search.key))
    let mixing = withoutGradient {
      searched.architecture.mixing(network.topology, softmax: options.network.edgeSoftmax)
    }
    let cost = network.supernetCost().total
    return Summary.StageResult(
      name: "supernet",
      testAccuracy: try test.evaluation(of: "supernet") {
        searched.supernet($0, mixing: mixing, mode: .evaluation)
      }.accuracy,
      parameters: cost.parameters, nonZeroParameters: searched.store.nonZeroWeights,
      multiplyAdds: cost.multiplyAdds)
  }

  /// What the masks left, before it was fine-tuned.
  private func maskedResult(_ carving: Carving, on test: TestSet) throws -> Summary.StageResult {
    let store = ParameterStore(
      device: setup.device, generator: Generator(seed: setup.configuration.seed))
    let masked = MaskedNetwork(
      carving.architecture, computation: options.network.computation, in: store.root)
    try store.load(carving.state)
    let cost = carving.architecture.cost().total
    return Summary.StageResult(
      name: "masked",
      testAccuracy: try test.evaluation(of: "masked", masked.logits).accuracy,
      parameters: cost.parameters, nonZeroParameters: store.nonZeroWeights,
      multiplyAdds: cost.multiplyAdds)
  }

  private func structure(of architecture: MaskedCellNetwork) -> [Summary.CellStructure] {
    zip(architecture.cells, architecture.statistics).enumerated().map { index, pair in
      let (cell, statistics) = pair
      let edges = architecture.network.topology.edgeCount
      return Summary.CellStructure(
        cell: index, kind: cell.kind.rawValue, edges: statistics.edges, candidateEdges: edges,
        operations: statistics.operations,
        candidateOperations: edges * architecture.network.operations.count,
        inDegrees: statistics.inDegrees,
        operationsPerEdge: statistics.operationsPerEdgeHistogram)
    }
  }
}
