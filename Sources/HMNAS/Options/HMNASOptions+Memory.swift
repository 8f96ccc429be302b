internal import Architectures
internal import Torch
internal import Training

extension HMNASOptions {
  /// What a run with these options needs of memory, data included.
  func memoryPlan(
    _ skeleton: CellNetwork, device: Device, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) -> MemoryPlan {
    try MemoryPlan(
      batchSize: max(search.batchSize, masking.batchSize, tuning.batchSize),
      microBatchSize: microBatchSize, limit: limit
    ) { memoryNeed(skeleton, microBatchSize: $0, device: device) + dataBytes }
  }

  /// Images per pass of an evaluation.
  ///
  /// Our kernels go through any number in slices; libtorch's operators get no more than a training step has.
  func evaluationBatchSize(on device: Device) -> Int {
    network.computation.evaluationBatchSize(microBatchSize: microBatchSize, on: device)
  }

  /// Bytes of the stage that needs most.
  private func memoryNeed(_ skeleton: CellNetwork, microBatchSize: Int, device: Device) -> Int {
    func training(_ batchSize: Int, _ model: MemoryModel, isSecondOrder: Bool = false) -> Int {
      skeleton.trainingMemory(
        batchSize: MicroBatches.largestPart(of: batchSize, size: microBatchSize), model: model,
        isSecondOrder: isSecondOrder)
    }
    let model = network.computation.memoryModel(on: device)
    // What the masks will leave is not known yet: at most everything.
    var needs = [
      training(search.batchSize, model, isSecondOrder: search.order == .second),
      training(masking.batchSize, model),
      training(tuning.batchSize, model),
    ]
    if model == .reference {
      needs.append(
        skeleton.evaluationMemory(
          batchSize: network.computation.evaluationBatchSize(
            microBatchSize: microBatchSize, on: device)))
    }
    return needs.max() ?? 0
  }
}
