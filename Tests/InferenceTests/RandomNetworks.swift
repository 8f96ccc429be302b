import Architectures

extension MaskedCellNetwork {
  /// A random network of a skeleton: about half of the edges with one to three operations, so that some nodes are dead.
  static func random(of network: CellNetwork, seed: UInt64) -> MaskedCellNetwork {
    var generator = SplitMix64(seed: seed)
    let cells = network.plan.map { plan in
      var edges = network.topology.edges.filter { _ in Bool.random(using: &generator) }
      // Each cell has to depend on an input.
      if !network.topology.isAlive(edges) { edges = network.topology.edges }
      return MaskedCell(
        kind: plan.kind,
        edges: edges.map { edge in
          let operations = network.operations.shuffled(using: &generator)
            .prefix(Int.random(in: 1...3, using: &generator))
          return MaskedEdge(
            edge: edge, importance: .random(in: -1...1, using: &generator),
            operations: operations.map {
              WeightedOperation(operation: $0, importance: .random(in: 0...1, using: &generator))
            })
        })
    }
    return MaskedCellNetwork(network: network, cells: cells)
  }
}

extension ADWPNetwork {
  /// A network with one and two branches, skips, and squeeze-and-excitation.
  static let mixed = ADWPNetwork(
    stages: [
      Stage(
        widthPercent: .percent50,
        blocks: [
          ADWPBlock(kernels: .k3, expansion: .x4, squeezeExcitation: true), nil,
          ADWPBlock(kernels: .k3k7, expansion: .x2, squeezeExcitation: false), nil, nil, nil,
        ]),
      Stage(
        widthPercent: .percent70,
        blocks: [
          ADWPBlock(kernels: .k5k7, expansion: .x2, squeezeExcitation: true), nil, nil, nil, nil,
          nil,
        ]),
      Stage(
        widthPercent: .percent50,
        blocks: [
          ADWPBlock(kernels: .k7, expansion: .x2, squeezeExcitation: false),
          ADWPBlock(kernels: .k3k5, expansion: .x2, squeezeExcitation: true), nil, nil, nil, nil,
        ]),
    ])
}
