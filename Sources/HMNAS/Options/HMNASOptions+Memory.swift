internal import Architectures
internal import Search
internal import Torch
internal import Training

extension HMNASOptions {
  /// What a run with these options needs of memory, data included.
  func memoryPlan(
    _ skeleton: CellNetwork, device: Device, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) -> MemoryPlan {
    try MemoryPlan(
      batchSize: max(search.batchSize, masking.batchSize, tuning.batchSize),
      microBatchSize: microBatchSize, evaluationBatchSize: evaluationBatchSize, limit: limit,
      training: { trainingMemory(skeleton, microBatchSize: $0, device: device) + dataBytes },
      evaluation: { size in
        skeleton.evaluationMemory(
          batchSize: network.computation.evaluationBatchSize(
            size, microBatchSize: microBatchSize, on: device),
          model: network.computation.memoryModel(of: skeleton, on: device)) + dataBytes
      })
  }

  /// Images per pass of an evaluation.
  func evaluationBatchSize(on device: Device) -> Int {
    network.computation.evaluationBatchSize(
      evaluationBatchSize, microBatchSize: microBatchSize, on: device)
  }

  /// Bytes of the stage whose training needs most.
  private func trainingMemory(_ skeleton: CellNetwork, microBatchSize: Int, device: Device) -> Int {
    func training(_ batchSize: Int, _ model: MemoryModel, isSecondOrder: Bool = false) -> Int {
      skeleton.trainingMemory(
        batchSize: MicroBatches.largestPart(of: batchSize, size: microBatchSize), model: model,
        isSecondOrder: isSecondOrder)
    }
    let model = network.computation.memoryModel(of: skeleton, on: device)
    // What the masks will leave is not known yet: at most everything.
    return max(
      training(search.batchSize, model, isSecondOrder: search.order == .second),
      training(masking.batchSize, model), training(tuning.batchSize, model))
  }
}
