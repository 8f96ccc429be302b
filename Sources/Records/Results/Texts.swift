internal import Architectures
internal import Foundation

/// The lines of a table below its heading; none where there are no rows.
func table(
  _ sides: [TextTable.Side], _ rows: [[String]], heading: [String]? = nil
) -> [String] {
  rows.isEmpty ? [] : TextTable(sides: sides, rows: [heading].compactMap(\.self) + rows).lines
}

/// A fraction in percent.
func percent(_ fraction: Double) -> String { String(format: "%.2f %%", fraction * 100) }

/// A time for people.
func duration(_ seconds: Double) -> String {
  guard seconds >= 9.95 else { return String(format: "%.1f s", seconds) }
  guard let whole = Int(exactly: seconds.rounded()) else { return "\(seconds) s" }
  if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
  if whole >= 60 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole) s"
}

/// A number that may be a count or a measurement.
func number(_ value: Double) -> String {
  Int(exactly: value).map(\.grouped) ?? String(format: "%.4g", value)
}
