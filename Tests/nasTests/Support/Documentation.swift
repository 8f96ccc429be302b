import Foundation
import Testing

/// The pages in docs/.
enum Documentation {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs").standardized

  /// The text below a heading of the second rank, to the next one.
  static func section(_ heading: String, of page: String) throws -> Substring {
    let text = try String(contentsOf: folder.appending(path: page), encoding: .utf8)
    let start = try #require(
      text.firstRange(of: "\n## \(heading)\n"), "\(page) has no heading \(heading)")
    let rest = text[start.upperBound...]
    return rest[..<(rest.firstRange(of: "\n## ")?.lowerBound ?? rest.endIndex)]
  }
}
