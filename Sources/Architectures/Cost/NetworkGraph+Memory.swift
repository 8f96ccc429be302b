extension NetworkGraph {
  /// An estimate of the bytes that the process needs to train the graph on the CPU, operator by operator.
  ///
  /// It assumes that every value is kept from the forward pass to the backward pass, and that gradients are at most as
  /// large as two of the largest values. Some operators keep less, so that it is an upper bound but for the gaps
  /// between blocks of memory, for which it adds what networks of cells were measured to need.
  ///
  /// - Parameter batchSize: The images of one pass.
  /// - Returns: An estimate; the data set is not included.
  public func trainingMemory(batchSize: Int) -> Int {
    let sizes = sizes
    return bytes(perImage: sizes.reduce(0, +) + 2 * (sizes.max() ?? 0), images: batchSize)
  }

  /// The same to classify images, where a value goes as its last reader has come by.
  public func evaluationMemory(batchSize: Int) -> Int {
    let sizes = sizes
    var last = [Int](repeating: -1, count: sizes.count)
    for (index, node) in nodes.enumerated() { for value in node.inputs { last[value] = index } }
    for value in outputs { last[value] = nodes.count }
    var held = sizes.prefix(inputs.count).reduce(0, +)
    var peak = held
    for (index, node) in nodes.enumerated() {
      held += node.output.elements
      peak = max(peak, held)
      for value in Set(node.inputs) where last[value] == index { held -= sizes[value] }
    }
    // An operator may copy what it reads.
    return bytes(perImage: peak + (sizes.max() ?? 0), images: batchSize)
  }

  /// The elements of each value.
  private var sizes: [Double] { (inputs + nodes.map(\.output)).map(\.elements) }

  private func bytes(perImage: Double, images: Int) -> Int {
    MemoryModel.reference.bytes(
      perImage: perImage * MemoryModel.floatBytes, images: images, parameters: cost.parameters)
  }
}

extension MemoryModel {
  /// The bytes of the process with so many bytes for each image of a pass, and with all copies of the weights.
  func bytes(perImage: Double, images: Int, parameters: Int) -> Int {
    let weights = Double(parameters) * Self.floatBytes * Self.copiesOfWeights
    let bytes = Self.processBytes + overhead * (perImage * Double(images) + weights)
    // Beyond any machine, and within an `Int`.
    return Int(min(bytes, 1e18))
  }
}
