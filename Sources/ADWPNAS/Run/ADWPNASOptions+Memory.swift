internal import Architectures
internal import Search
internal import Training

extension ADWPNASOptions {
  /// What a run with these options needs of memory, data included.
  func memoryPlan(
    _ dataset: DatasetDescription, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) -> MemoryPlan {
    let plan = searchSpace.largestPlan(for: dataset)
    return try MemoryPlan(
      batchSize: max(training.batchSize, final.batchSize), microBatchSize: microBatchSize,
      evaluationBatchSize: evaluation.batchSize, limit: limit,
      training: { trainingMemory(plan, microBatchSize: $0) + dataBytes },
      evaluation: { evaluationMemory(plan, batchSize: $0) + dataBytes })
  }

  /// Bytes of the stage whose training needs most; what will be found is at most the largest network.
  private func trainingMemory(_ plan: MacroPlan, microBatchSize: Int) -> Int {
    let shared = plan.scaled(byWidth: hyperNetwork.width)
    func training(_ plan: MacroPlan, _ batchSize: Int) -> Int {
      plan.trainingMemory(
        batchSize: MicroBatches.largestPart(of: batchSize, size: microBatchSize))
    }
    return max(
      training(shared, self.training.batchSize) + generatorMemory(shared),
      training(plan, final.batchSize),
      // What recalibrates is not split: its batches are what normalisation sees.
      shared.evaluationMemory(batchSize: evaluation.recalibrationBatchSize)
        + generatorMemory(shared))
  }

  /// Bytes of evaluations with predicted weights, and of the test of the final network.
  private func evaluationMemory(_ plan: MacroPlan, batchSize: Int) -> Int {
    let shared = plan.scaled(byWidth: hyperNetwork.width)
    return max(
      shared.evaluationMemory(batchSize: batchSize) + generatorMemory(shared),
      search.generations == 0 ? 0 : plan.evaluationMemory(batchSize: batchSize))
  }

  /// A generator has so many numbers for each that it predicts; weights, gradients and momenta, and the weights of
  /// copies.
  private func generatorMemory(_ shared: MacroPlan) -> Int {
    guard hyperNetwork.weights == .paper else { return 0 }
    let copies = self.training.fewShotEpochs == 0 ? 0 : searchSpace.lastDepths.count
    return (3 + copies) * 4 * (hyperNetwork.hidden + 1) * shared.totalCost.parameters
  }
}
