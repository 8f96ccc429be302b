internal import Foundation

/// A duration on a command line, such as `30m`, `90s` or `1h`.
enum DurationArgument {
  static let expected = "a duration, such as 30m, 90s or 1.5h"

  /// The minutes of a text; nil for what is no duration above 0.
  static func minutes(_ text: String) -> Double? {
    let units: [Character: Double] = ["s": 1.0 / 60, "m": 1, "h": 60]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Double(text.dropLast()),
      count.isFinite, count > 0
    else { return nil }
    return count * unit
  }
}
