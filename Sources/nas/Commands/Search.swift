internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import HMNAS
internal import Torch
internal import Tracking
internal import Training

/// The command `nas search hm-nas`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches for a network and trains it.",
    discussion: """
      Any hyperparameter can be given as --key value, or in a TOML file; `nas config hm-nas` lists \
      them with their meaning and source. Ctrl-C saves the run; `nas resume` goes on with it.
      """)

  @Argument(help: "Method of search: \(Method.allCases.map(\.rawValue).joined(separator: ", ")).")
  var method: Method

  @Option(help: "Hyperparameters to start from: quick, cpu or paper.")
  var preset: HMNASPreset = .quick

  @Option(help: "TOML file with hyperparameters.", completion: .file(extensions: ["toml"]))
  var config: String?

  @OptionGroup(title: "Run")
  var place: RunOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Argument(parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden))
  var hyperparameters: [String] = []

  func run() throws {
    let options = try Overrides(preset: preset, file: config, arguments: hyperparameters).resolved()
    let configuration = RunConfiguration(
      method: method.rawValue, dataset: place.dataset.rawValue,
      dataDirectory: place.dataDir.map { URL(filePath: $0).path }, preset: preset.rawValue,
      seed: place.seed, device: place.device.rawValue, threads: place.threads ?? Libtorch.threads,
      libtorch: Libtorch.version, cpuCapability: Libtorch.cpuCapability,
      commit: ProcessInfo.processInfo.environment["SWIFT_NAS_COMMIT"] ?? "unknown",
      options: HMNASOptions.table.settings(of: options))
    try execute(in: RunFolder(place.folder(method: method)), json: json) { context in
      let search = try HMNASRun(configuration, context: context)
      printError(
        "HM-NAS on \(place.dataset.title), preset \(preset.rawValue) (\(preset.summary)), seed \(place.seed)"
      )
      printError("Writing to \(context.folder.url.relativePath)")
      return try search.start()
    }
  }
}

/// Runs a search with progress and Ctrl-C, and prints what it found.
func execute(
  in folder: RunFolder, json: Bool, _ body: (RunContext) throws -> Summary
) throws {
  Interruption.listen()
  let printer = ProgressPrinter()
  let context = RunContext(
    folder: folder, observer: printer.show, shouldStop: { Interruption.isRequested })
  do {
    let summary = try body(context)
    if json {
      try printJSON(summary)
    } else {
      print(summary.report)
      print("Found cells: \(folder.drawing.relativePath)")
    }
  } catch is Interrupted {
    printError("\nInterrupted; saved. Go on with: nas resume \(folder.url.relativePath)")
    throw Interrupted()
  }
}
