internal import Training

/// Which cells are searched for.
package enum GenotypeSpace: String, Choice, Sendable {
  /// The cells of DARTS: each node keeps two edges, and each edge one operation.
  case cells
  /// The cell of NAS-Bench-201: every edge keeps one operation, which may be `none`.
  case nasBench201 = "nas-bench-201"
}
