internal import Foundation
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

/// The order of the architecture gradient.
package enum BilevelOrder: String, Choice, Sendable {
  /// At the present weights.
  case first
  /// At the weights after one step of training (DARTS, Eq. 7).
  case second
}

/// How the probability of an architecture update falls with the iterations (Algorithm 1, line 5).
///
/// [D] The paper asks for a monotone function with sigma(0) = 1 and gives none.
package enum UpdateSchedule: String, Choice, Sendable {
  case cosine, constant, linear, exponential

  /// sigma at the share `progress` in [0, 1] of the updates after the warm start.
  package func probability(at progress: Double) -> Double {
    switch self {
    case .cosine: max(0, cos(.pi / 2 * progress))
    case .constant: 1
    case .linear: 1 - progress
    case .exponential: exp(-5 * progress)
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
}
