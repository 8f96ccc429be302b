internal import ArgumentParser
internal import Foundation
internal import Records

/// The command `nas show RUN`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells all of one run: options, results, verdict, last epochs, files.",
    usage: "nas show <folder> [--json]",
    discussion: "Reads the folder of the run alone, also while the run is under way.")

  @Argument(help: "Folder of the run.", completion: .run, transform: UserPath.argument)
  var folder: String

  @Flag(help: "Print it as JSON, with all epochs.")
  var json = false

  func run() throws {
    let details = try RunDetails(of: URL(filePath: folder))
    if json { return try printJSON(details) }
    print(details.text)
  }
}
