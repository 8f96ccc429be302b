extension MaskedCellNetwork: NetworkDescription {
  /// Those of its skeleton.
  public var ownImages: (shape: ImageShape, classes: Int)? { (network.image, network.classes) }

  /// The same cells in a skeleton for other images.
  public func adapted(to image: ImageShape, classes: Int) -> MaskedCellNetwork {
    var adapted = self
    adapted.network.image = image
    adapted.network.classes = classes
    return adapted
  }

  /// The network for these images as a graph.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    adapted(to: image, classes: classes).graph()
  }

  /// The network for these images cell by cell.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    CellDrawing.svg(of: adapted(to: image, classes: classes), title: title)
  }

  /// That of the supernet that it was carved out of: an upper bound.
  public func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    adapted(to: image, classes: classes).network.trainingMemory(batchSize: batchSize, model: model)
  }

  /// That of the supernet that it was carved out of: an upper bound.
  public func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    adapted(to: image, classes: classes).network.evaluationMemory(
      batchSize: batchSize, model: model)
  }
}
