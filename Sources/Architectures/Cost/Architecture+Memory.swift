extension Architecture {
  /// The bytes that the process needs to train the network and to evaluate it on the CPU.
  ///
  /// For a network of cells, those of the supernet that it was carved out of: an upper bound.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - batchSize: The images of one pass in training.
  ///   - evaluationBatchSize: The images of one pass in evaluation.
  ///   - model: What computes cells.
  /// - Returns: An estimate; the data set is not included.
  public func memory(
    image: ImageShape, classes: Int, batchSize: Int, evaluationBatchSize: Int, model: MemoryModel
  ) -> Int {
    if let plan = macroPlan(image: image, classes: classes) {
      return max(
        plan.trainingMemory(batchSize: batchSize),
        plan.evaluationMemory(batchSize: evaluationBatchSize))
    }
    guard case .masked(let network) = adapted(to: image, classes: classes) else { return 0 }
    let training = network.network.trainingMemory(batchSize: batchSize, model: model)
    return model == .reference
      ? max(training, network.network.evaluationMemory(batchSize: evaluationBatchSize)) : training
  }
}
