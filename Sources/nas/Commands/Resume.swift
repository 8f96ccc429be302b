internal import ArgumentParser
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

/// The command `nas resume RUN`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Goes on with an interrupted run, to the same bytes as without the interruption.",
    discussion: """
      All options are those that the run was started with; they are in its config.json. Of a run \
      that is complete, the result is printed again.
      """)

  @Argument(
    help: "Folder of the run.", completion: .directory,
    transform: UserPath.expanded)
  var folder: String

  @Option(
    help: "Folder or archive with the data set's files, where they are no longer where they were.",
    completion: .directory,
    transform: UserPath.expanded)
  var dataDir: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    let folder = RunFolder(URL(filePath: folder))
    let (method, configuration) = try folder.checkedConfiguration(dataDir: dataDir)
    // A default in its place might not be what the run began with.
    if let key = method.run.optionKeys.first(where: {
      configuration.options[$0] == nil
    }) {
      throw folder.malformed("option \(key) is missing")
    }
    let title = """
      Going on with \(configuration.title), \(configuration.device), \
      \(counted(configuration.threads, "thread")), in \(folder.url.relativePath)\(configuration.difference)
      """
    try execute(in: folder, title: title, json: json) { context in
      try method.run.init(configuration, context: context).resume()
    }
  }
}

extension MethodRun {
  /// The keys of all hyperparameters.
  fileprivate static var optionKeys: [String] { Options.table.entries.map(\.key) }
}

extension RunConfiguration {
  /// A warning where this machine may round otherwise than the one that the run began on.
  fileprivate var difference: String {
    let here = (Libtorch.version, Libtorch.cpuCapability)
    guard here != (libtorch, cpuCapability) else { return "" }
    return "\nThe run began with libtorch \(libtorch) on \(cpuCapability), here is \(here.0) "
      + "on \(here.1): the result may differ from that of an uninterrupted run"
  }
}
