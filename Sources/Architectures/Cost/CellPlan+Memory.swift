/// Bytes that one image takes in a training step of a part of a network.
struct ImageMemory {
  /// Kept from the forward pass until the backward pass has come by.
  var kept: Double
  /// Only while the backward pass is in the part.
  var passing: Double
}

extension CellPlan {
  /// What a cell with all candidates on all edges takes for one image.
  func memory(operations: [Operation], model: MemoryModel) -> ImageMemory {
    let (input, node) = (inputShape.elements, nodeShape.elements)
    let inputs = Double(topology.inputs) * input
    let nodes = Double(topology.intermediateNodes) * node
    let reductions = Double(
      operations.filter { $0 == .skipConnect }.count
        * topology.edges.filter { stride(of: $0) == 2 }.count)
    let floats =
      switch model {
      case .fused:
        // The results of preprocessing and of factorised reductions, and the nodes, concatenated.
        inputs + reductions * node + nodes
      case .reference:
        // Preprocessing: the positive part, the convolution's output, what is normalised; in a
        // factorised reduction also every second pixel, twice. The nodes, also concatenated.
        sourceShapes.indices.reduce(0) {
          $0 + sourceShapes[$1].elements * (reducesInput($1) ? 1.5 : 1)
        } + 2 * inputs + 2 * nodes + reductions * (1.5 * input + 2 * node)
      }
    let edges = topology.edges.reduce(0) { sum, edge in
      sum
        + operations.filter { !($0 == .skipConnect && stride(of: edge) == 2) }.reduce(0) {
          $0 + (graph(of: $1, on: edge)?.kept(by: model) ?? 0)
        }
    }
    let pools = Double(operations.filter { $0.graph(nodeShape, stride: 1)?.isPool == true }.count)
    // A pool serves all edges that leave a node; none leaves the last.
    let pooled = Double(topology.intermediates.upperBound - 1) * pools * node
    return switch model {
    case .fused(let elementBytes):
      ImageMemory(
        kept: floats * MemoryModel.floatBytes + (edges + pooled) * Double(elementBytes),
        passing: passing(nodes: nodes))
    case .reference:
      ImageMemory(kept: (floats + edges) * MemoryModel.floatBytes, passing: passing(nodes: nodes))
    }
  }

  /// Gradients of the output and of every node, twice those of all inputs and those of what they
  /// are made from.
  private func passing(nodes: Double) -> Double {
    let sources = sourceShapes.reduce(0) { $0 + $1.elements }
    return
      (3 * nodes + Double(topology.inputs) * inputShape.elements + previousShape.elements
      + sources) * MemoryModel.floatBytes
  }
}

extension NetworkGraph {
  /// Elements kept of an operation for the backward pass.
  ///
  /// By our kernels: what each normalisation reads; those of pools are shared by edges. By libtorch: what ReLU and
  /// convolutions give, of pools what they give and, of a maximum, its places in 8 bytes; and the result, which the
  /// gradient of its weight needs.
  fileprivate func kept(by model: MemoryModel) -> Double {
    switch model {
    case .fused:
      return isPool ? 0 : elements { if case .normalization = $0 { 1 } else { 0 } }
    case .reference:
      let result = outputs[0] < inputs.count ? 0 : shape(of: outputs[0]).elements
      return result + elements { $0.copiesKept }
    }
  }

  private func elements(_ copies: (GraphOperator) -> Double) -> Double {
    nodes.reduce(0) { $0 + copies($1.operation) * $1.output.elements }
  }

  fileprivate var isPool: Bool { nodes.contains { $0.operation.isPool } }
}

extension GraphOperator {
  fileprivate var isPool: Bool {
    switch self {
    case .maximumPool, .averagePool: true
    default: false
    }
  }

  /// How often libtorch keeps what the operator gives, in elements of 4 bytes.
  fileprivate var copiesKept: Double {
    switch self {
    case .relu, .convolution, .averagePool: 1
    case .maximumPool: 3
    default: 0
    }
  }
}

extension ImageShape {
  /// The number of elements, as a number that cannot overflow.
  var elements: Double { Double(channels) * Double(height) * Double(width) }
}
