internal import Foundation

/// Values of an epoch that people are shown together, such as `kept: operations 97 %, edges 100 %`.
///
/// A stage declares its own, so that whoever shows a run need not know what a method measures.
public struct EpochColumn: Hashable, Sendable {
  /// How a number is written.
  public enum Format: Hashable, Sendable {
    /// A fraction in [0, 1], in percent.
    case percent(decimals: Int)

    fileprivate func text(_ value: Double) -> String {
      switch self {
      case .percent(let decimals): String(format: "%.\(decimals)f %%", value * 100)
      }
    }
  }

  /// One of the values.
  public struct Value: Hashable, Sendable {
    /// In `EpochRecord.values`.
    public let key: String
    /// What people call it.
    public let label: String
    /// How it is written.
    public let format: Format

    /// Declares a value.
    public init(_ key: String, label: String, format: Format) {
      self.key = key
      self.label = label
      self.format = format
    }
  }

  /// What comes before the values; nil for nothing.
  public let title: String?
  /// What is shown, in order.
  public let values: [Value]

  /// Declares a column.
  public init(_ title: String? = nil, of values: [Value]) {
    self.title = title
    self.values = values
  }

  /// The column for the values of an epoch; nil where one of its own is not among them.
  public func text(of measured: [String: Double]) -> String? {
    let texts = values.compactMap { value in
      measured[value.key].map { "\(value.label) \(value.format.text($0))" }
    }
    guard texts.count == values.count else { return nil }
    return (title.map { "\($0): " } ?? "") + texts.joined(separator: ", ")
  }
}
