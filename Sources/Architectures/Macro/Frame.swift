/// What is around the cells of a network, and how a cell reads those before it.
public enum Frame: String, Codable, CaseIterable, Sendable {
  /// As in DARTS and HM-NAS: every input of a cell is brought to its channels by a convolution of its own. The stem ends
  /// with a normalisation.
  case cells
  /// As in networks of inverted residuals: a cell reads the one before as it is, and the operations that leave its input
  /// change the channels. The stem ends with ReLU, and the first cell keeps the channels even where it reduces.
  case chain
  /// As in NAS-Bench-201: a cell reads the one before as it is, and where a stage begins, a residual block halves the
  /// images and doubles the channels before its first cell. The last cell is normalised before the mean.
  case residual
}
