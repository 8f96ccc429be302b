internal import ArgumentParser
internal import Foundation
internal import Records

/// The command `nas diff RUN RUN`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what two runs do not have in common, with their results side by side.",
    usage: "nas diff <first> <second> [--json]",
    discussion: """
      Compares method, images, seed, options, device and versions. Reads the folders of the runs \
      alone; one without a result yet has none beside the other's.
      """)

  @Argument(help: "Folder of a run.", completion: .run, transform: UserPath.argument)
  var first: String

  @Argument(help: "Folder of another run.", completion: .run, transform: UserPath.argument)
  var second: String

  @Flag(help: "Print the differences as JSON.")
  var json = false

  func run() throws {
    let difference = RunDifference(
      try RunDetails(of: URL(filePath: first)), try RunDetails(of: URL(filePath: second)))
    if json { return try printJSON(difference) }
    print(difference.text)
  }
}
