internal import Foundation

/// What an export wrote and how it was checked.
struct ExportReport: Encodable {
  struct File: Encodable {
    let path: String
    let bytes: Int
  }

  /// The largest difference of logits from those that our kernels compute.
  struct Check: Encodable {
    let by: String
    let difference: Double
  }

  let format: ExportFormat
  let files: [File]
  let parameters: Int
  let checks: [Check]
  /// The runtime that could not check, and why.
  @OrNull var skipped: String?

  /// For people.
  var lines: [String] {
    files.map { "\($0.path)  \($0.bytes) bytes" }
      + checks.map {
        "checked by \($0.by): logits differ by \(Self.rounded($0.difference)) at most"
      }
      + (skipped.map { ["not checked by \($0)"] }
        ?? [])
  }

  private static func rounded(_ difference: Double) -> String {
    String(format: "%.1e", difference)
  }
}
