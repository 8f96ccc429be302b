/// A network of a space whose networks are all chains of inverted residuals: its plan says all of it.
///
/// Costs, graphs, drawings and memory are those of the plan.
public protocol InvertedResidualNetwork: NetworkDescription {
  /// A short text that no other network of the space has; lines may break after semicolons.
  var key: String { get }

  /// The network's blocks with their channels and sizes.
  func plan(image: ImageShape, classes: Int) -> MacroPlan
}

extension InvertedResidualNetwork {
  /// The plan as a graph.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    plan(image: image, classes: classes).graph()
  }

  /// The cost of the plan.
  public func cost(image: ImageShape, classes: Int) -> Cost {
    plan(image: image, classes: classes).totalCost
  }

  /// The network block by block, with its key under the title.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    MacroDrawing.svg(
      of: plan(image: image, classes: classes), title: title,
      // With spaces, where lines may break.
      code: key.replacing(";", with: "; "))
  }

  /// The memory of the plan.
  public func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    plan(image: image, classes: classes).trainingMemory(batchSize: batchSize)
  }

  /// The memory of the plan.
  public func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    plan(image: image, classes: classes).evaluationMemory(batchSize: batchSize)
  }
}
