internal import Foundation
internal import Tracking
internal import Training

extension SearchRun {
  /// Adds what is known of a complete run to its report and its summary.
  ///
  /// - Parameters:
  ///   - summary: The result, with what is known.
  ///   - sentence: The same for people, without a full stop.
  ///   - heading: Of its section in the report.
  /// - Throws: Errors of the run's files.
  func record(_ summary: Summary, as sentence: String, under heading: String) throws {
    let folder = setup.folder
    let title = "## \(heading)"
    var report = try folder.text(of: folder.report)
    // It is there where the program was killed between both files.
    if !report.contains(title) {
      report += "\n\(title)\n\n\(sentence).\n"
      try folder.write(report, to: folder.report)
    }
    try folder.write(summary, to: folder.summary)
    try setup.context.record(.complete(summary))
  }
}
