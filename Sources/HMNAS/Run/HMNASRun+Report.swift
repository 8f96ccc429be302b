internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

extension HMNASRun {
  /// Evaluates what each stage left on the test set: once, here, when nothing can be chosen by it any more.
  func report(
    validation: Evaluation, carving: Carving, tuning: FineTuningStage, control: FineTuningStage?,
    seconds: [String: Double]
  ) throws -> Summary {
    setup.context.observer(.note("Evaluating on the test set"))
    let began = now()
    let evaluation = try setup.testSet(batchSize: options.evaluationBatchSize(on: device))
    func accuracy(_ classifier: (Tensor) -> Tensor) -> Double { evaluation(classifier).accuracy }
    func result(_ name: String, _ network: MaskedNetwork, _ store: ParameterStore)
      -> Summary.StageResult
    {
      let cost = network.architecture.cost().total
      return Summary.StageResult(
        name: name, testAccuracy: accuracy { network($0, mode: .evaluation).logits },
        parameters: cost.parameters, nonZeroParameters: store.nonZeroWeights,
        multiplyAdds: cost.multiplyAdds)
    }

    let (store, supernet, architecture) = makeSupernet(
      network, options: options, seed: setup.seed, device: device)
    try store.load(Safetensors(contentsOf: folder.stageState("search"), device: device).tensors)
    let mixing = withoutGradient {
      architecture.mixing(network.topology, softmax: options.network.edgeSoftmax)
    }
    let cost = network.supernetCost().total
    var stages = [
      Summary.StageResult(
        name: "supernet",
        testAccuracy: accuracy { supernet($0, mixing: mixing, mode: .evaluation) },
        parameters: cost.parameters, nonZeroParameters: store.nonZeroWeights,
        multiplyAdds: cost.multiplyAdds)
    ]
    let maskedStore = ParameterStore(
      device: device, generator: Generator(seed: configuration.seed))
    let masked = MaskedNetwork(
      carving.architecture, computation: options.network.computation, in: maskedStore.root)
    try maskedStore.load(carving.state)
    stages.append(result("masked", masked, maskedStore))
    let final = result("fine-tuned", tuning.network, tuning.store)
    stages.append(final)
    if let control { stages.append(result("random-masks", control.network, control.store)) }

    var seconds = seconds
    seconds["evaluate"] = now() - began
    seconds["total"] = seconds.values.reduce(0, +)
    let summary = Summary(
      method: Self.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: validation.accuracy, final: final,
      stages: stages, structure: structure(of: carving.architecture),
      device: configuration.device, libtorch: configuration.libtorch,
      commit: configuration.commit, seconds: seconds)
    try folder.write(summary, to: folder.summary)
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

extension ParameterStore {
  /// Weights of the network itself that are not zero.
  var nonZeroWeights: Int {
    parameters(role: .weight).filter { !$0.name.hasPrefix("auxiliary.") }
      .reduce(0) { $0 + $1.tensor.detached().nonZeroCount }
  }
}
