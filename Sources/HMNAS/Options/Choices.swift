internal import Training

/// What the cells of the supernet are.
package enum Space: String, Choice, Sendable {
  /// The cells of DARTS and HM-NAS.
  case cells
  /// Beyond the paper: a cell is a stage of inverted residuals one behind the other, with edges past one or two of them.
  case chain
}

/// Which cells halve the images and double the channels.
package enum ReducingCells: String, Choice, Sendable {
  /// Those at a third and two thirds of the depth, as in the paper.
  case thirds
  /// All.
  case every
  /// All after the first.
  case everyButFirst = "every-but-first"

  /// Their positions; nil for those that a skeleton has by itself.
  func positions(cells: Int) -> [Int]? {
    switch self {
    case .thirds: nil
    case .every: Array(0..<cells)
    case .everyButFirst: Array(1..<max(cells, 1))
    }
  }
}

/// Where a mask multiplies.
package enum MaskRule: String, Choice, Sendable {
  /// M · softmax(alpha), not renormalised.
  case afterSoftmax = "after-softmax"
  /// M · softmax(alpha), divided by its sum.
  case renormalised
  /// softmax(M · alpha), the paper's text: a masked operation keeps the weight of exp(0), so nothing is removed.
  case literal
}

/// Which weights have masks.
package enum MaskScope: String, Choice, Sendable {
  /// Convolutions on the edges of cells.
  case cells
  /// Also the stem, the preprocessing and the classifier.
  case all
  /// None: operations and edges alone are masked.
  case none
}
