internal import Training

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
