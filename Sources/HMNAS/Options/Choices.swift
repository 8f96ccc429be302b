internal import Training

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
