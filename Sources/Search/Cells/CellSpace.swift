internal import Training

/// What the cells of the supernet are.
package enum CellSpace: String, Choice, Sendable {
  /// The cells of DARTS and HM-NAS.
  case cells
  /// Beyond the paper: a cell is a stage of inverted residuals one behind the other, with edges past one or two of them.
  case chain
}
