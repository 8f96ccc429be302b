internal import Foundation

extension [Data] {
  /// The places of as many of the lines as fit, evenly among all, and of the last one in any case.
  ///
  /// - Parameter bytes: What they may take together.
  /// - Returns: All places where all fit.
  func thinnedIndices(to bytes: Int) -> Set<Int> {
    let total = reduce(0) { $0 + $1.count }
    guard total > bytes else { return Set(indices) }
    let step = Swift.max(2, (total + Swift.max(bytes, 1) - 1) / Swift.max(bytes, 1))
    return Set(stride(from: 0, to: count, by: step)).union([count - 1])
  }
}
