internal import Architectures
internal import Foundation

extension ComparisonTable {
  /// The table for a terminal, times last.
  public var text: String {
    let rows = [Self.headings] + self.rows.map(\.cells)
    let sides = Self.headings.indices.map { $0 == 0 ? TextTable.Side.left : .right }
    return TextTable(sides: sides, rows: rows).lines.joined(separator: "\n")
  }

  static let headings = [
    "method", "runs", "accuracy", "\u{00B1}", "best", "parameters", "multiply-adds", "ms/image",
    "seconds",
  ]

  /// The table as comma-separated values, a line for each contestant; the last columns are times.
  var csv: String {
    func names(_ measure: String) -> [String] {
      ["Mean", "Deviation", "Best"].map { measure + $0 }
    }
    let headings =
      ["name", "runs"] + ["accuracy", "parameters", "multiplyAdds"].flatMap(names)
      + ["milliseconds", "seconds"].flatMap(names)
    let lines = rows.map { row in
      [row.name, "\(row.runs)"]
        + [row.accuracy, row.parameters, row.multiplyAdds, row.milliseconds, row.seconds].flatMap {
          [Self.number($0.mean), $0.deviation.map(Self.number) ?? "", Self.number($0.best)]
        }
    }
    return ([headings] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension ComparisonTable.Row {
  /// As people read them.
  var cells: [String] {
    [
      name, "\(runs)", String(format: "%.2f %%", accuracy.mean * 100),
      accuracy.deviation.map { String(format: "%.2f", $0 * 100) } ?? "",
      String(format: "%.2f %%", accuracy.best * 100), Self.grouped(parameters.mean),
      Self.grouped(multiplyAdds.mean), String(format: "%.2f", milliseconds.mean),
      String(format: "%.0f", seconds.mean),
    ]
  }

  private static func grouped(_ value: Double) -> String { Int(value.rounded()).grouped }
}
