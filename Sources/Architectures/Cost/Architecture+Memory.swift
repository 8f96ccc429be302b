extension Architecture {
  /// The bytes that the process needs to train the network on the CPU.
  ///
  /// For a network of cells, those of the supernet that it was carved out of: an upper bound.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - batchSize: The images of one pass.
  ///   - model: What computes cells.
  /// - Returns: An estimate; the data set is not included.
  public func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    if let plan = macroPlan(image: image, classes: classes) {
      return plan.trainingMemory(batchSize: batchSize)
    }
    guard case .masked(let network) = adapted(to: image, classes: classes) else { return 0 }
    return network.network.trainingMemory(batchSize: batchSize, model: model)
  }

  /// The same to classify images.
  public func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    if let plan = macroPlan(image: image, classes: classes) {
      return plan.evaluationMemory(batchSize: batchSize)
    }
    guard case .masked(let network) = adapted(to: image, classes: classes) else { return 0 }
    return network.network.evaluationMemory(batchSize: batchSize, model: model)
  }
}
