internal import Architectures
internal import ArgumentParser
internal import Dashboard
internal import Foundation
internal import Records
internal import Tracking

/// The command `nas report RUN...`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a page about runs as one file, which needs no network.",
    usage: "nas report <run> ... [--output <file>]",
    discussion: """
      Of one run, the file is report.html in its folder, and is made anew where it is there. Of \
      several, which the page also compares, --output names it; nothing else is overwritten.
      """)

  @Argument(help: "Folders of runs.", completion: .run, transform: UserPath.argument)
  var runs: [String]

  @Option(
    help: "The file. (default: report.html in the folder of the only run)",
    completion: .file(extensions: ["html"]), transform: UserPath.argument)
  var output: String?

  @Flag(help: "Print the file's path as JSON.")
  var json = false

  func validate() throws {
    if runs.count > 1, output == nil {
      throw ValidationError("--output is missing, expected a file for \(runs.count) runs")
    }
  }

  func run() throws {
    let folders = runs.map { RunFolder(URL(filePath: $0)) }
    let configurations = try folders.map { try $0.foundConfiguration() }
    let chosen = try output.map { try OutputFile($0, option: "--output") }
    let page = ReportPage(
      of: folders.map(\.url),
      command: configurations.count == 1 ? configurations[0].command : nil)
    // Its own report is made anew.
    let own = folders[0].url.appending(path: "report.html")
    if let chosen { try chosen.write(page.html) } else { try folders[0].write(page.html, to: own) }
    for folder in folders {
      if let fault = RunLook.record(of: folder, path: folder.url.relativePath).error {
        printError("The report lacks something: \(fault)")
      }
    }
    try printFile(chosen?.url ?? own, asJSON: json)
  }
}
