extension MacroPlan {
  /// The bytes that the process needs for training steps of the network on the CPU.
  ///
  /// A convolution keeps its input and a normalisation the convolution's output until the backward
  /// pass has come by; what a depthwise convolution reads is made anew. The data set is not
  /// included. One measured peak, with it: 1.44 GB where the estimate is 1.5 (194,000 parameters, 256
  /// images of 28x28).
  ///
  /// - Parameter batchSize: The images of one pass through the network.
  /// - Returns: An estimate.
  public func trainingMemory(batchSize: Int) -> Int {
    // The image; of stem and head, what is normalised and its positive part.
    let ends = image.elements + 2 * stemShape.elements + 2 * headShape.elements
    let kept = blocks.reduce(ends) { $0 + $1.keptElements }
    return bytes(perImage: kept + 2 * widest, images: batchSize)
  }

  /// The bytes that the process needs to classify images: the widest layers, one after the other.
  ///
  /// - Parameter batchSize: The images of one pass through the network.
  /// - Returns: An estimate.
  public func evaluationMemory(batchSize: Int) -> Int {
    bytes(perImage: image.elements + 3 * widest, images: batchSize)
  }

  /// The elements of the largest tensor.
  private var widest: Double {
    blocks.reduce(max(stemShape.elements, headShape.elements)) { max($0, $1.widestElements) }
  }

  private func bytes(perImage: Double, images: Int) -> Int {
    MemoryModel.reference.bytes(
      perImage: perImage * MemoryModel.floatBytes, images: images,
      parameters: totalCost.parameters)
  }
}

extension MacroBlock {
  /// Elements of one image that are kept for the backward pass.
  fileprivate var keptElements: Double {
    switch kind {
    case .identity: return 0
    case .projection: return 2 * output.elements
    case .invertedResidual(let inner):
      let hidden = inner.hiddenChannels
      let (before, after) = (
        input.withChannels(hidden).elements, output.withChannels(hidden).elements
      )
      // What is normalised before and after the depthwise convolutions, what is projected, and the
      // result, before and after its normalisation.
      return before + 2 * after + 2 * output.elements
    }
  }

  fileprivate var widestElements: Double {
    guard case .invertedResidual(let inner) = kind else { return output.elements }
    return max(input.withChannels(inner.hiddenChannels).elements, output.elements)
  }
}
