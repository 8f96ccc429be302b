/// Bytes that one image takes in a training step of a part of a network.
struct ImageMemory {
  /// Kept from the forward pass until the backward pass has come by.
  var kept: Double
  /// Only while the backward pass is in the part.
  var passing: Double
}

extension CellPlan {
  /// What a cell with all candidates on all edges takes for one image.
  func memory(topology: CellTopology, operations: [Operation], model: MemoryModel) -> ImageMemory {
    let (input, node) = (inputShape.elements, nodeShape.elements)
    let nodes = Double(topology.intermediateNodes) * node
    let reductions = Double(
      operations.filter { $0 == .skipConnect }.count
        * topology.edges.filter { stride(of: $0) == 2 }.count)
    let floats =
      switch model {
      case .fused:
        // The results of preprocessing and of factorised reductions, and the nodes, concatenated.
        2 * input + reductions * node + nodes
      case .reference:
        // Preprocessing: the positive part, the convolution's output, what is normalised; in a
        // factorised reduction also every second pixel, twice. The nodes, also concatenated.
        previousPreviousShape.elements * (previousReduced ? 1.5 : 1) + previousShape.elements
          + 4 * input + 2 * nodes + reductions * (1.5 * input + 2 * node)
      }
    let edges = topology.edges.reduce(0) { sum, edge in
      sum
        + operations.reduce(0) {
          $0 + $1.kept(by: model, source: edge.source < 2 ? input : node, node: node)
        }
    }
    let pools = Double(operations.filter(\.isPool).count)
    // A pool serves all edges that leave a node; none leaves the last.
    let pooled = Double(topology.intermediateNodes + 1) * pools * node
    return switch model {
    case .fused(let elementBytes):
      ImageMemory(
        kept: floats * MemoryModel.floatBytes + (edges + pooled) * Double(elementBytes),
        passing: passing(nodes: nodes))
    case .reference:
      ImageMemory(kept: (floats + edges) * MemoryModel.floatBytes, passing: passing(nodes: nodes))
    }
  }

  /// Gradients of the output and of every node, twice those of both inputs and those of what they
  /// are made from.
  private func passing(nodes: Double) -> Double {
    (3 * nodes + 2 * inputShape.elements + 2 * previousShape.elements
      + previousPreviousShape.elements) * MemoryModel.floatBytes
  }
}

extension Operation {
  fileprivate var isPool: Bool { self == .maxPool3x3 || self == .averagePool3x3 }

  /// Elements kept of the operation on one edge, where a source and a node have so many.
  ///
  /// By our kernels: what each normalisation reads; those of pools are shared by edges. By
  /// libtorch: positive part, depthwise and pointwise output of each block, and the result, which
  /// the gradient of its weight needs; a maximum has places of 8 bytes.
  fileprivate func kept(by model: MemoryModel, source: Double, node: Double) -> Double {
    switch (self, model) {
    case (.none, _), (.skipConnect, _): 0
    case (.maxPool3x3, .fused), (.averagePool3x3, .fused): 0
    case (.separableConvolution3x3, .fused), (.separableConvolution5x5, .fused): 2 * node
    case (.dilatedConvolution3x3, .fused), (.dilatedConvolution5x5, .fused): node
    case (.maxPool3x3, .reference): 4 * node
    case (.averagePool3x3, .reference): 2 * node
    case (.separableConvolution3x3, .reference), (.separableConvolution5x5, .reference):
      source + 6 * node
    case (.dilatedConvolution3x3, .reference), (.dilatedConvolution5x5, .reference):
      source + 3 * node
    }
  }
}

extension ImageShape {
  /// The number of elements, as a number that cannot overflow.
  var elements: Double { Double(channels) * Double(height) * Double(width) }
}
