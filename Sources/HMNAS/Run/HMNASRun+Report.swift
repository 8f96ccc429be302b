internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

extension HMNASRun {
  /// Evaluates what each stage left on the test set: once, here, when nothing can be chosen by it any more.
  func report(
    validation: Evaluation, carving: Carving, tuning: FinalTrainingStage,
    control: (carving: Carving, stage: FinalTrainingStage)?,
    seconds: [String: Double]
  ) throws -> Summary {
    try setup.context.record(.note("Evaluating on the test set"))
    let began = now()
    let test = try setup.testSet(batchSize: options.evaluationBatchSize(on: device))
    let (store, supernet, architecture) = makeSupernet(
      network, options: options, seed: setup.seed, device: device)
    try store.load(setup.stageState(StageName.search.key))
    let mixing = withoutGradient {
      architecture.mixing(network.topology, softmax: options.network.edgeSoftmax)
    }
    let cost = network.supernetCost().total
    var stages = [
      Summary.StageResult(
        name: "supernet",
        testAccuracy: try test.evaluation(of: "supernet") {
          supernet($0, mixing: mixing, mode: .evaluation)
        }.accuracy,
        parameters: cost.parameters, nonZeroParameters: store.nonZeroWeights,
        multiplyAdds: cost.multiplyAdds)
    ]
    let maskedStore = ParameterStore(
      device: device, generator: Generator(seed: configuration.seed))
    let masked = MaskedNetwork(
      carving.architecture, computation: options.network.computation, in: maskedStore.root)
    try maskedStore.load(carving.state)
    let maskedCost = carving.architecture.cost().total
    stages.append(
      Summary.StageResult(
        name: "masked",
        testAccuracy: try test.evaluation(of: "masked", masked.logits).accuracy,
        parameters: maskedCost.parameters,
        nonZeroParameters: maskedStore.nonZeroWeights, multiplyAdds: maskedCost.multiplyAdds))
    let final = try tuning.result("fine-tuned", cost: maskedCost, on: test)
    stages.append(final)
    if let control {
      stages.append(
        try control.stage.result(
          "random-masks", cost: control.carving.architecture.cost().total, on: test))
    }

    var seconds = seconds
    seconds[StageName.evaluate.key] = now() - began
    seconds[StageName.total.key] = seconds.values.reduce(0, +)
    let summary = Summary(
      method: Self.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: validation.accuracy, final: final,
      stages: stages, structure: structure(of: carving.architecture),
      device: configuration.device, libtorch: configuration.libtorch,
      commit: configuration.commit, seconds: seconds)
    try setup.write(summary, title: Self.title)
    return summary
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
