public import Architectures

extension MemoryPlan {
  /// What the final training of a network needs.
  ///
  /// - Parameters:
  ///   - architecture: The network, or the largest of several.
  ///   - recipe: Of the training.
  ///   - computation: How cells are computed.
  ///   - isValidated: Whether it is measured on held-out images between epochs.
  ///   - setup: Of the run.
  ///   - dataBytes: Of the images.
  ///   - limit: Bytes that the run may have.
  /// - Throws: `MemoryShortage` where nothing fits.
  public init(
    training architecture: Architecture, _ recipe: FinalTrainingOptions,
    computation: Computation = Computation(), isValidated: Bool, setup: RunSetup, dataBytes: Int,
    limit: Int?
  ) throws(MemoryShortage) {
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    let model = architecture.memoryModel(computation, on: setup.device)
    try self.init(
      batchSize: recipe.batchSize, microBatchSize: recipe.microBatchSize,
      evaluationBatchSize: recipe.evaluationBatchSize, limit: limit,
      training: { size in
        dataBytes
          + architecture.trainingMemory(
            image: image, classes: classes,
            batchSize: MicroBatches.largestPart(of: recipe.batchSize, size: size), model: model)
      },
      evaluation: { size in
        dataBytes
          + architecture.evaluationMemory(
            image: image, classes: classes,
            batchSize: isValidated
              ? size
              : architecture.evaluationBatchSize(
                size, computation, microBatchSize: recipe.microBatchSize, on: setup.device),
            model: model)
      })
  }
}
