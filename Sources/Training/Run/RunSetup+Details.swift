internal import Architectures
internal import Foundation
public import Tracking

extension RunSetup {
  /// Writes `evaluation.json`, `confusion.svg`, `mistakes.svg` and `report.md`.
  ///
  /// What the method has to say stands at the end of the report.
  func write(_ details: TestDetails?, of summary: Summary, title: String) throws {
    let heading = "\(title) on \(dataset.title), seed \(configuration.seed)"
    if let details {
      try folder.write(details.report, to: folder.evaluation)
      try folder.write(details.confusion(title: heading), to: folder.confusion)
      try folder.write(details.mistakes(title: "\(heading): worst mistakes"), to: folder.mistakes)
    }
    let rows = summary.stages.map {
      "| \($0.name) | \(Self.percent($0.testAccuracy)) | \($0.parameters) | \($0.multiplyAdds) |"
    }
    var sections = [
      """
      # \(Self.cell(heading))

      | network | test accuracy | parameters | multiply-adds |
      | --- | ---: | ---: | ---: |
      \(rows.joined(separator: "\n"))
      """
    ]
    let hasNetwork = FileManager.default.fileExists(atPath: folder.drawing.path)
    let pictures =
      (hasNetwork ? [("The network", folder.drawing)] : [])
      + (details == nil
        ? []
        : [
          ("Which classes were taken for which", folder.confusion),
          ("The worst mistakes", folder.mistakes),
        ])
    sections += pictures.map { "## \($0)\n\n![\($0)](\($1.lastPathComponent))" }
    if let details, !details.report.mistakes.isEmpty {
      let lines = details.report.mistakes.map {
        "| \(Self.cell($0.image)) | \(Self.cell($0.label)) | \(Self.cell($0.prediction)) "
          + "| \(Self.percent($0.probability)) |"
      }
      sections.append(
        "| image | is | taken for | with |\n| --- | --- | --- | ---: |\n"
          + lines.joined(separator: "\n"))
    }
    if let explanation { sections.append(explanation) }
    try folder.write(sections.joined(separator: "\n\n") + "\n", to: folder.report)
  }

  private static func percent(_ share: Double) -> String {
    String(format: "%.2f %%", share * 100)
  }

  /// A name as Markdown shows it, also in a cell of a table.
  private static func cell(_ name: String) -> String {
    name.legible.reduce(into: "") { text, character in
      if "\\`*_[]<>|!#&".contains(character) { text += "\\" }
      text.append(character)
    }
  }
}
