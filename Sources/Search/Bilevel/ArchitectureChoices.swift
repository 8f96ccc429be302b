internal import Training

/// Which cells share their architecture parameters and masks.
///
/// [D] The paper does not say. With one shared set at most 1.17M of its 1.8M parameters could survive.
package enum ArchitectureSharing: String, Choice, Sendable {
  /// One set for normal and one for reduction cells, as in DARTS.
  case perCellKind = "per-cell-kind"
  /// One set for all cells.
  case shared
  /// One set for each cell.
  case perCell = "per-cell"
}

/// Over what the edge weights are normalised.
///
/// [D] Eq. 2 says per node; the importances in Figures 4-6 fit only one softmax per cell.
package enum EdgeSoftmax: String, Choice, Sendable {
  /// Over the edges into a node (Eq. 2).
  case perNode = "per-node"
  /// Over all edges of a cell.
  case perCell = "per-cell"
}
