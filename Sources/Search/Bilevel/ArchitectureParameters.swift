package import Architectures
package import Torch
package import Training

/// alpha, a weight on every operation of an edge, and beta, a weight on every edge (section 3.1).
package struct ArchitectureParameters {
  /// The sets, and the cells that share one.
  package let cellGroups: CellGroups
  /// Edges × operations, one per set.
  package let alpha: [Tensor]
  /// Edges, one per set; none where edges have no weights.
  package let beta: [Tensor]

  /// Declares `alpha.<group>` and, where edges have weights, `beta.<group>`, started at `scale` times N(0, 1).
  package init(
    _ network: CellNetwork, sharing: ArchitectureSharing, scale: Double,
    weightsEdges: Bool = true, in scope: ParameterScope
  ) {
    cellGroups = CellGroups(network, sharing: sharing)
    let groups = cellGroups.names
    let edges = network.topology.edgeCount
    func declare(_ name: String, shape: [Int]) -> [Tensor] {
      groups.map {
        (scope / name).parameter(
          $0, shape: shape, role: .architecture, initializer: .normal(standardDeviation: scale))
      }
    }
    alpha = declare("alpha", shape: [edges, network.operations.count])
    beta = weightsEdges ? declare("beta", shape: [edges]) : []
  }

  /// The same with other values: all of alpha, then all of beta.
  package init(_ other: ArchitectureParameters, values: [Tensor]) {
    cellGroups = other.cellGroups
    alpha = Array(values.prefix(other.alpha.count))
    beta = Array(values.dropFirst(other.alpha.count))
  }

  /// What the sets are called.
  package var groups: [String] { cellGroups.names }

  /// The set that each cell uses.
  package var groupOfCell: [Int] { cellGroups.ofCell }

  /// The cells that use a set, of which there is at least one.
  package func cells(of group: Int) -> [Int] {
    groupOfCell.indices.filter { groupOfCell[$0] == group }
  }

  /// All of them: every alpha, then every beta.
  package var tensors: [Tensor] { alpha + beta }

  /// The weights of each cell's operations, a softmax of alpha, where edges have none (DARTS, equation 2).
  package func mixing(_ topology: CellTopology) -> [CellMixing] {
    perCell(
      alpha.map { alpha in
        CellMixing(
          operations: alpha.softmax(),
          edges: .ones([topology.edgeCount], device: alpha.device))
      })
  }

  /// The weights of each cell's operations and edges without masks, by equations 1 and 2.
  package func mixing(_ topology: CellTopology, softmax: EdgeSoftmax) -> [CellMixing] {
    perCell(
      zip(alpha, beta).map { alpha, beta in
        CellMixing(
          operations: alpha.softmax(), edges: softmax.weights(of: beta, topology: topology))
      })
  }

  /// One value per cell from one per set.
  package func perCell<Value>(_ values: [Value]) -> [Value] { groupOfCell.map { values[$0] } }
}

extension EdgeSoftmax {
  /// The edges that are normalised together.
  package func segments(of topology: CellTopology) -> [Range<Int>] {
    switch self {
    case .perNode: topology.intermediates.map { topology.edgeIndices(into: $0) }
    case .perCell: [0..<topology.edgeCount]
    }
  }

  /// beta to weights that sum to 1 in every segment.
  package func weights(of beta: Tensor, topology: CellTopology) -> Tensor {
    .concatenated(
      segments(of: topology).map { beta.sliced($0).softmax() }, dimension: 0)
  }
}
