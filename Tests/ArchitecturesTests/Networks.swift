import Architectures

extension MaskedCellNetwork {
  /// A network whose cells keep, per kind, the edges `source-target` with the first operations.
  static func keeping(
    _ edges: [CellKind: [(edge: Edge, operations: Int)]], of network: CellNetwork = CellNetwork()
  ) -> MaskedCellNetwork {
    MaskedCellNetwork(
      network: network,
      cells: network.plan.map { plan in
        MaskedCell(
          kind: plan.kind,
          edges: edges[plan.kind, default: []].map { edge, count in
            MaskedEdge(
              edge: edge,
              importance: Float(edge.target) / 16,
              operations: network.operations.prefix(count).enumerated().map { index, operation in
                WeightedOperation(operation: operation, importance: Float(index + 1) / 32)
              }
            )
          }
        )
      }
    )
  }

  /// A network that keeps everything.
  static func full(of network: CellNetwork = CellNetwork()) -> MaskedCellNetwork {
    let edges = network.topology.edges.map { ($0, network.operations.count) }
    return keeping([.normal: edges, .reduction: edges], of: network)
  }

  /// As sparse as the CIFAR-10 cell of the paper (Figure 4): in-degrees 2, 1, 2, 2 and 20
  /// operations on 7 edges.
  static func sparse(of network: CellNetwork = CellNetwork()) -> MaskedCellNetwork {
    let edges = [
      (Edge(source: 0, target: 2), 3), (Edge(source: 1, target: 2), 2),
      (Edge(source: 2, target: 3), 4), (Edge(source: 1, target: 4), 2),
      (Edge(source: 2, target: 4), 3), (Edge(source: 3, target: 5), 2),
      (Edge(source: 4, target: 5), 4),
    ]
    return keeping([.normal: edges, .reduction: edges], of: network)
  }
}
