extension CellNetwork {
  /// The bytes that the process needs for training steps of the supernet on the CPU.
  ///
  /// A cell's tensors are kept from the forward pass on and go as the backward pass leaves it, so
  /// the peak is where those of the cells up to one and the gradients in that one add up highest.
  /// A network carved out of the supernet needs no more. The data set is not included.
  ///
  /// - Parameters:
  ///   - batchSize: The images of one pass through the network.
  ///   - model: What computes the cells.
  ///   - isSecondOrder: Whether steps also have the passes of a second-order architecture gradient.
  /// - Returns: An estimate; measured peaks above 0.5 GB lie within a quarter of it.
  public func trainingMemory(
    batchSize: Int, model: MemoryModel, isSecondOrder: Bool = false
  ) -> Int {
    // The image; of each of the stem's convolutions, what is normalised, before and after, and its positive part.
    let stemElements = 3 * chainedStemElements + 2 * stemShape.elements
    var kept = (image.elements + stemElements) * MemoryModel.floatBytes
    var peak = kept
    for cell in plan {
      let memory = cell.memory(operations: operations, model: model)
      kept += memory.kept
      peak = max(peak, kept + memory.passing)
    }
    return total(
      perImage: isSecondOrder ? peak * MemoryModel.alternationOverhead : peak, images: batchSize,
      model: model)
  }

  /// The bytes that the process needs to classify images.
  ///
  /// - Parameters:
  ///   - batchSize: The images of one pass through the network.
  ///   - model: What computes the cells.
  /// - Returns: An estimate.
  public func evaluationMemory(batchSize: Int, model: MemoryModel) -> Int {
    let cells = plan.map { cell in
      let nodes = Double(topology.intermediateNodes) * cell.nodeShape.elements
      let around = cell.sourceShapes.reduce(0) { $0 + $1.elements }
      let inputs = Double(topology.inputs) * cell.inputShape.elements
      switch model {
      case .reference:
        // The widest cell's inputs and nodes, and one operation at a time.
        let numbers =
          around + 2 * inputs + 2 * nodes + 6 * cell.nodeShape.elements
        return numbers * MemoryModel.floatBytes * Double(batchSize)
      case .fused:
        // The cell's inputs and nodes for all images; what its operations keep, for a slice of them.
        let numbers = around + inputs + nodes
        let kept = cell.memory(operations: operations, model: model).kept
        let tensors =
          numbers * MemoryModel.floatBytes * MemoryModel.fusedEvaluationCopies * Double(batchSize)
          + kept * Double(min(batchSize, MemoryModel.fusedSlice))
        return tensors + min(2 * tensors, MemoryModel.fusedEvaluationBytes)
      }
    }
    return total(perImage: cells.max() ?? 0, images: 1, model: model)
  }

  private func total(perImage: Double, images: Int, model: MemoryModel) -> Int {
    model.bytes(
      perImage: perImage, images: images, parameters: supernetCost().total.parameters)
  }
}

extension CellNetwork {
  /// The elements that the convolutions of a chained stem give, but for the last.
  private var chainedStemElements: Double {
    guard stem == .chain else { return 0 }
    let channels = (stemShape.channels + 1) / 2
    var shape = image
    var elements = 0.0
    for _ in 0..<(stemStride.trailingZeroBitCount - 1) {
      shape = shape.strided(by: 2)
      elements += Double(shape.area * channels)
    }
    return elements
  }
}
