import Architectures
import Export

extension MaskedCellNetwork {
  /// A random network that can be built: edges, operations and importances are drawn.
  static func random(_ network: CellNetwork, seed: UInt64) -> MaskedCellNetwork {
    var generator = SplitMix64(seed: seed)
    let cells = network.plan.map { plan in
      var edges: [MaskedEdge] = []
      while !network.topology.isAlive(edges.map(\.edge)) {
        edges = network.topology.edges.filter { _ in generator.unit() < 0.5 }.map { edge in
          let kept = network.operations.filter { _ in generator.unit() < 0.4 }
          let operations =
            kept.isEmpty ? [network.operations[generator.below(network.operations.count)]] : kept
          return MaskedEdge(
            edge: edge, importance: Float(0.2 + generator.unit()),
            operations: operations.map {
              WeightedOperation(operation: $0, importance: Float(0.2 + generator.unit()))
            })
        }
      }
      return MaskedCell(kind: plan.kind, edges: edges)
    }
    return MaskedCellNetwork(network: network, cells: cells)
  }

  /// Cells whose second node nothing enters, but which a third one reads.
  static let withDeadNodes: MaskedCellNetwork = {
    let network = CellNetwork(
      image: ImageShape(channels: 3, height: 12, width: 10), classes: 4, channels: 4, cells: 3,
      topology: CellTopology(intermediateNodes: 3))
    let operation = [WeightedOperation(operation: .maxPool3x3, importance: 0.5)]
    let edges = [Edge(source: 1, target: 2), Edge(source: 3, target: 4)].map {
      MaskedEdge(edge: $0, importance: 0.75, operations: operation)
    }
    return MaskedCellNetwork(
      network: network, cells: network.plan.map { MaskedCell(kind: $0.kind, edges: edges) })
  }()
}

extension ADWPNetwork {
  /// Skips, one and two branches, with and without squeeze-and-excitation.
  static let mixed: ADWPNetwork = {
    func block(
      _ kernels: ADWPBlock.Kernels, _ expansion: ADWPBlock.Expansion, _ squeezes: Bool
    ) -> ADWPBlock {
      ADWPBlock(kernels: kernels, expansion: expansion, squeezeExcitation: squeezes)
    }
    return ADWPNetwork(stages: [
      Stage(
        widthPercent: .percent50,
        blocks: [block(.k3, .x4, true), nil, block(.k3k7, .x2, false), nil, nil, nil]),
      Stage(
        widthPercent: .percent50,
        blocks: [block(.k5k7, .x2, true), nil, block(.k3k5, .x2, true), nil, nil, nil]),
      Stage(
        widthPercent: .percent50,
        blocks: [block(.k7, .x2, true), block(.k3, .x2, false), nil, nil, nil, nil]),
    ])
  }()
}

/// Graphs that no space has: every operator, and layers where nobody expects them.
enum OddGraphs {
  /// Every operator, on images of odd sides.
  static let everything: NetworkGraph = {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 3, height: 9, width: 10)])
    let image = builder.input(0)
    let stem = builder.part("stem") {
      $0.relu($0.convolution(image, name: "a.b.0", channels: 6, kernelSize: 3, padding: 1))
    }
    let pools = builder.part("pools") { builder in
      let counted = builder.averagePool(stem, size: 3, stride: 2, padding: 1, countsPadding: true)
      let bare = builder.averagePool(stem, size: 3, stride: 2, padding: 1)
      let largest = builder.maximumPool(stem, size: 3, stride: 2, padding: 1)
      let normalized = builder.normalization(largest, name: "pools.bn", hasWeights: true)
      return builder.concatenated([counted, bare, builder.scaled(normalized, by: -0.5)])
    }
    let gates = builder.part("gates") { builder in
      let means = builder.scaled(builder.mean(pools), by: 2)
      return builder.sigmoid(builder.linear(means, name: "gates.linear", outputs: 18))
    }
    let gated = builder.gated(pools, by: gates)
    let shifted = builder.shifted(gated)
    let zeros = builder.part("zeros") { $0.zeros(gated.shape, like: gates) }
    let joined = builder.concatenated([
      builder.sum([shifted, gated, zeros, gated]), builder.slice(gated, channels: 4..<9),
    ])
    // A convolution and a normalisation of what is a vector elsewhere, and a layer that is used twice.
    let means = builder.mean(joined)
    var dense = builder.convolution(means, name: "dense.conv", channels: 8, kernelSize: 1)
    dense = builder.normalization(dense, name: "dense.bn", hasWeights: false)
    for _ in 0..<2 { dense = builder.relu(builder.linear(dense, name: "dense.twice", outputs: 8)) }
    _ = builder.convolution(stem, name: "unused.conv", channels: 2, kernelSize: 1)
    let logits = builder.linear(dense, name: "last", outputs: 5)
    return builder.graph(outputs: [logits])
  }()

  /// Parts that give several values, and that read what is no neighbour's.
  static let parts: NetworkGraph = {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 3, height: 6, width: 6)])
    let image = builder.input(0)
    let (first, second) = builder.part("left.0") { builder in
      let first = builder.convolution(image, name: "left.0.a", channels: 4, kernelSize: 1)
      let second = builder.convolution(first, name: "left.0.b.conv", channels: 4, kernelSize: 3)
      return (
        first, builder.relu(builder.normalization(second, name: "left.0.b.bn", hasWeights: true))
      )
    }
    let right = builder.part("right") { builder in
      let narrow = builder.convolution(first, name: "right.a", channels: 4, kernelSize: 3)
      let sum = builder.sum([narrow, second, second])
      return builder.gated(
        builder.convolution(sum, name: "right.b.conv", channels: 4, kernelSize: 1),
        by: builder.sigmoid(builder.mean(builder.sum([narrow, second]))))
    }
    let logits = builder.part("left_0") { builder in
      builder.linear(
        builder.mean(builder.concatenated([right, second])), name: "left_0.linear", outputs: 3)
    }
    return builder.graph(outputs: [logits])
  }()

  /// AmoebaNet's convolutions of 1x7 and 7x1, of half the size.
  static let factorized: NetworkGraph = {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 2, height: 5, width: 8)])
    let image = builder.input(0)
    let output = builder.operation(.factorizedConvolution7x7, image, stride: 2) ?? image
    let logits = builder.mean(output)
    return builder.graph(outputs: [logits])
  }()

  /// Images that are a single pixel: nothing is computed but zeros and a look at the input.
  static let pixel: NetworkGraph = {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 2, height: 1, width: 1)])
    let shifted = builder.shifted(builder.input(0))
    let joined = builder.concatenated([builder.input(0), shifted])
    return builder.graph(outputs: [joined])
  }()

  /// The input itself.
  static let nothing = NetworkGraph.identity(of: ImageShape(channels: 3, height: 1, width: 1))
}

extension NetworkGraph {
  fileprivate static func identity(of shape: ImageShape) -> NetworkGraph {
    var builder = GraphBuilder(inputs: [shape])
    return builder.graph(outputs: [builder.input(0)])
  }
}
