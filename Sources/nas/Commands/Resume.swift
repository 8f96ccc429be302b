internal import ArgumentParser
internal import Foundation
internal import Search
internal import Tracking
internal import Training

/// The command `nas resume RUN`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Goes on with an interrupted run, to the same bytes as without the interruption.",
    usage: "nas resume <folder> [<options>] [--<hyperparameter> <value> ...]",
    discussion: """
      All options are those that the run was started with; they are in its config.json. Of a run \
      that is complete, the result is printed again.

      Learning rates, micro-batch-size and a few other hyperparameters may change on the way, and \
      so may the device, the number of threads and the place of the data. What changes is kept in \
      config.json. The result is then another than without the change, but for the place of the data.
      """)

  @Argument(
    help: "Folder of the run.", completion: .run,
    transform: UserPath.argument)
  var folder: String

  @OptionGroup var place: PlaceOptions

  @OptionGroup var stop: StopOptions

  @OptionGroup(title: "Watching")
  var watch: WatchOptions

  @OptionGroup var after: AfterSearch

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Argument(
    parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden), completion: .changes)
  var changes: [String] = []

  func run() throws {
    stop.begin()
    let folder = RunFolder(URL(filePath: folder))
    // Nothing is written into the folder of a complete run, so it may be read-only.
    if folder.has(folder.configuration), folder.has(folder.summary), !after.isAsked {
      folder.tidyUp()
      try show(folder)
    } else {
      try folder.goOn { try goOn(folder) }
    }
  }

  private func show(_ folder: RunFolder) throws {
    try checkNothingChanges(folder)
    let (method, configuration) = try folder.checkedConfiguration(place.place, computes: false)
    try execute(in: folder, title: "", json: json, watch: watch) { context in
      try method.run.init(configuration, context: context).resume()
    }
  }

  private func checkNothingChanges(_ folder: RunFolder) throws(ConfigurationError) {
    guard let change = changes.first else { return }
    throw .combination(
      "the run in \(folder.url.path) is complete, expected no \(change) any more")
  }

  private func goOn(_ folder: RunFolder) throws {
    if folder.has(folder.summary) { try checkNothingChanges(folder) }
    let (method, configuration) = try folder.checkedConfiguration(place.place, changes: changes)
    let title = """
      Going on with \(configuration.title), \(configuration.device), \
      \(counted(configuration.threads, "thread")), in \(folder.url.relativePath)
      """
    let tables = try after.tables()
    if method.search != nil { try tables?.check(configuration) }
    try execute(in: folder, title: title, json: json, watch: watch, after: after.options) {
      context in
      let summary = try resumed(method.run, configuration, context)
      guard after.isAsked else { return summary }
      guard let search = method.search else {
        throw ConfigurationError.combination(
          "\(after.verdict ? "--verdict" : "--truth") is for what a search found, and the run is of \(method.name)"
        )
      }
      return try after.add(to: summary, of: search, context, tables: tables, watch: watch)
    }
  }
}

/// Goes on with a run, with smaller passes where memory runs out.
private func resumed<Run: MethodRun>(
  _ type: Run.Type, _ configuration: RunConfiguration, _ context: RunContext
) throws -> Summary {
  try Run(configuration, context: context).recovering { try $0.resume() }
}
