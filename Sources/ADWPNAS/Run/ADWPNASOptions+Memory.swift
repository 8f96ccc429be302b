internal import Architectures
internal import Datasets
internal import Training

extension ADWPNASOptions {
  /// What a run with these options needs of memory, data included.
  func memoryPlan(
    _ dataset: Dataset, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) -> MemoryPlan {
    try MemoryPlan(
      batchSize: max(training.batchSize, final.batchSize), microBatchSize: microBatchSize,
      limit: limit
    ) { size in
      let need =
        switch space {
        case .adwpMacro: memoryNeed(ADWPNetwork.self, dataset, microBatchSize: size)
        case .nasBenchMacro: memoryNeed(NASBenchMacroNetwork.self, dataset, microBatchSize: size)
        }
      return need + dataBytes
    }
  }

  /// Bytes of the stage that needs most; what will be found is at most the largest network.
  private func memoryNeed<Network: SearchableNetwork>(
    _: Network.Type, _ dataset: Dataset, microBatchSize: Int
  ) -> Int {
    let plan = Network.largest.plan(image: dataset.imageShape, classes: dataset.classes)
    let shared = plan.scaled(byWidth: hyperNetwork.width)
    func training(_ plan: MacroPlan, _ batchSize: Int) -> Int {
      plan.trainingMemory(
        batchSize: MicroBatches.largestPart(of: batchSize, size: microBatchSize))
    }
    // A generator has so many numbers for each that it predicts; weights, gradients and momenta, and the weights of copies.
    let copies = self.training.fewShotEpochs == 0 ? 0 : Network.lastDepths.count
    let generated =
      hyperNetwork.weights == .paper
      ? (3 + copies) * 4 * (hyperNetwork.hidden + 1) * shared.totalCost.parameters : 0
    return max(
      training(shared, self.training.batchSize) + generated,
      shared.evaluationMemory(
        batchSize: max(evaluation.batchSize, evaluation.recalibrationBatchSize)) + generated,
      training(plan, final.batchSize))
  }
}
