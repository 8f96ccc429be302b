internal import Foundation

/// Values of an epoch that people are shown together, such as `kept: operations 97 %, edges 100 %`.
///
/// A stage declares its own, so that whoever shows a run need not know what a method measures.
package struct EpochColumn: Hashable, Sendable {
  /// How a number is written.
  package enum Format: Hashable, Sendable {
    /// A fraction in [0, 1], in percent.
    case percent(decimals: Int)

    fileprivate func text(_ value: Double) -> String {
      switch self {
      case .percent(let decimals): String(format: "%.\(decimals)f %%", value * 100)
      }
    }
  }

  /// One of the values.
  package struct Value: Hashable, Sendable {
    /// In `EpochRecord.values`.
    package let key: String
    /// What people call it.
    package let label: String
    package let format: Format

    /// Declares a value.
    package init(_ key: String, label: String, format: Format) {
      self.key = key
      self.label = label
      self.format = format
    }
  }

  /// What comes before the values; nil for nothing.
  package let title: String?
  package let values: [Value]

  /// Declares a column.
  package init(_ title: String? = nil, of values: [Value]) {
    self.title = title
    self.values = values
  }

  /// The column for the values of an epoch; nil where one of its own is not among them.
  package func text(of measured: [String: Double]) -> String? {
    let texts = values.compactMap { value in
      measured[value.key].map { "\(value.label) \(value.format.text($0))" }
    }
    guard texts.count == values.count else { return nil }
    return (title.map { "\($0): " } ?? "") + texts.joined(separator: ", ")
  }
}
