internal import Foundation

/// A learning rate as a function of progress.
public enum Schedule: Hashable, Sendable {
  /// From `start` to `end` along half a cosine (Loshchilov and Hutter, 2017, Eq. 5 without restarts).
  case cosine(start: Double, end: Double)

  /// The rate at step `step` of `steps`.
  public func rate(at step: Int, of steps: Int) -> Double {
    let progress = steps > 0 ? Double(step) / Double(steps) : 0
    switch self {
    case .cosine(let start, let end):
      return end + (start - end) * (1 + cos(.pi * progress)) / 2
    }
  }
}
