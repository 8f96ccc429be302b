public import Foundation
internal import Tracking

/// The page as one file, with the runs and all that shows them inside: it needs no network and no server.
public struct ReportPage {
  private let runs: [URL]
  private let command: String?

  /// A report.
  ///
  /// - Parameters:
  ///   - runs: Their folders.
  ///   - command: What repeats them; nil for nothing.
  public init(of runs: [URL], command: String?) {
    self.runs = runs
    self.command = command
  }

  /// The file.
  public var html: String {
    let page = PageFile.text("/index.html")
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let scripts = lines.compactMap { line in
      line.firstMatch(of: /<script type="module" src="([^"]+)"/).map { String($0.1) }
    }
    let head = lines.filter { line in
      !line.contains("<script type=\"module\"") && !line.contains("rel=\"stylesheet\"")
        && !line.hasPrefix("<!--")
    }
    .joined(separator: "\n")
    let style = PageFile.text("/style.css")
    let script = scripts.map { Self.joined(PageFile.text("/\($0)")) }.joined()
    return head.replacing(
      "</head>",
      with: """
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <style>
        \(style)</style>
        </head>
        """
    )
    .replacing(
      "</body>",
      with: """
        <script type="application/json" id="report-data">
        \(data)
        </script>
        <script type="module">
        \(script)</script>
        </body>
        """)
  }

  /// What the epochs of all runs may take, so that a report stays below 2 MB.
  private static let epochBytes = 900_000

  /// Nothing is loaded, from anywhere.
  private static let policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"

  /// A module as a part of one script: without what imports, and without the word `export`.
  private static func joined(_ module: String) -> String {
    module.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("import ") }
      .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
      .joined(separator: "\n")
  }

  /// The runs as JSON in which no text ends the element around it.
  private var data: String {
    var pieces = JSONPieces()
    pieces.add("command", command)
    let bytes = Self.epochBytes / max(runs.count, 1)
    pieces.add(
      "runs",
      lines: runs.map {
        RunDocument(RunFolder($0), path: $0.relativePath).wholeObject(bytes: bytes)
      })
    return String(decoding: pieces.object, as: UTF8.self).replacing("<", with: "\\u003c")
  }
}
