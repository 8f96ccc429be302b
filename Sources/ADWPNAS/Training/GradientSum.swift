internal import Torch

/// Gradients of several passes, which may concern different parameters.
struct GradientSum {
  private var sums: [Int: Tensor] = [:]

  /// Adds `share` times the gradients of the parameters at some positions.
  mutating func add(_ gradients: [Tensor], at positions: [Int], share: Double) {
    withoutGradient {
      for (gradient, position) in zip(gradients, positions) {
        if let sum = sums[position] {
          sum.add(gradient, scaledBy: share)
        } else {
          // Gradients may share their storage with each other; sums may not.
          sums[position] = gradient * share
        }
      }
    }
  }

  /// The positions with a gradient, in ascending order.
  var positions: [Int] { sums.keys.sorted() }

  /// The gradients, in the order of `positions`.
  var gradients: [Tensor] { positions.compactMap { sums[$0] } }

  /// Multiplies the gradients at some positions, where there are any; by 0, drops them.
  mutating func scale(_ positions: [Int], by factor: Double) {
    guard factor != 1 else { return }
    guard factor != 0 else {
      for position in positions { sums[position] = nil }
      return
    }
    positions.compactMap { sums[$0] }.scale(by: factor)
  }
}
