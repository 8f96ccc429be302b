internal import Training

/// What the cells of the supernet are.
package enum CellSpace: String, Choice, Sendable {
  /// The cells of DARTS and HM-NAS.
  case cells
  /// Beyond the paper: a cell is a stage of inverted residuals one behind the other, with edges past one or two of them.
  case chain
  /// Beyond the paper: the cell of NAS-Bench-201, of which an edge keeps one operation at most.
  case nasBench201 = "nas-bench-201"
}
