internal import Architectures
internal import Foundation
internal import Training

extension ComparisonTable {
  /// A page that needs no other file: the table, a picture of all runs, and the runs.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <title>\(Self.escaped(heading))</title>
    <style>
    body { font: 15px/1.5 Helvetica, Arial, sans-serif; margin: 2em; color: #1b2430; }
    table { border-collapse: collapse; margin: 1em 0; }
    th, td { padding: 0.2em 0.8em; text-align: right; border-bottom: 1px solid #e2e6ec; }
    th:first-child, td:first-child { text-align: left; }
    </style>
    <h1>\(Self.escaped(heading))</h1>
    <p>\(Self.escaped(conditions))</p>
    \(Self.table(Self.headings, rows.map(\.cells)))
    \(picture)
    <h2>Runs</h2>
    \(Self.table(Self.runHeadings, runs.map(\.cells)))
    </html>

    """
  }

  private var heading: String { "Comparison on \(title)" }

  private var conditions: String {
    "Every run: \(settings.budget), \(settings.limit), preset \(settings.preset.rawValue), "
      + "\(settings.device), threads \(settings.threads)."
  }

  private static let runHeadings = [
    "method", "seed", "accuracy", "parameters", "multiply-adds", "epochs", "ms/image", "seconds",
  ]

  /// Accuracy against multiply-adds, with the name at the first run of each contestant.
  private var picture: String {
    guard !runs.isEmpty else { return "" }
    var seen: Set<String> = []
    return ScatterPlot.svg(
      title: "Accuracy and size", label: "test accuracy, %",
      heights: runs.map { $0.accuracy * 100 },
      panels: [
        ScatterPlot.Panel(
          title: title, caption: "", label: "million multiply-adds",
          values: runs.map { Double($0.multiplyAdds) / 1e6 },
          names: runs.map { seen.insert($0.name).inserted ? $0.name : "" })
      ])
  }

  private static func table(_ headings: [String], _ rows: [[String]]) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<table>\n"
      + ([row(headings, "th")] + rows.map { row($0, "td") }).joined(separator: "\n")
      + "\n</table>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension ComparedRun {
  fileprivate var cells: [String] {
    [
      name, "\(seed)", String(format: "%.2f %%", accuracy * 100), parameters.grouped,
      multiplyAdds.grouped, epochs.map { "\($0)" } ?? "", String(format: "%.2f", milliseconds),
      String(format: "%.0f", seconds),
    ]
  }
}
