internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas train ARCHITECTURE.json`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a known network from scratch and measures it on the test set.",
    usage: """
      nas train <architecture> [<options>] [--<hyperparameter> <value> ...]
      nas train --nas-bench-macro <code> [<options>] ...
      """,
    discussion: """
      <architecture> is the folder of a run, its architecture.json, or any file of that kind, of \
      format \(Architecture.formats.joined(separator: ", ")). It is built for the data set's \
      images and classes. All weights are trained: weight masks are no part of such a file.

      Presets:
      \(TrainingOptions.presetListing)

      Every hyperparameter can be given as --<key> <value> after the architecture, or as \
      key = value in a TOML file; `nas config train` lists them all with their meaning and source.

      The test set is read once, after the last epoch. Ctrl-C stops after the step that is under \
      way and saves; `nas resume` goes on to the same bytes as without the interruption.
      """)

  @Option(help: "Code of a network of NAS-Bench-Macro, such as 02012100, in place of a file.")
  var nasBenchMacro: String?

  @OptionGroup var hyperparameters: HyperparameterOptions

  @OptionGroup(title: "Run")
  var place: RunOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    // The parser cannot tell a file's name from the value of a hyperparameter: what comes first is the file.
    var options = hyperparameters
    var path: String?
    if let first = options.hyperparameters.first, !first.hasPrefix("--") {
      path = UserPath.expanded(options.hyperparameters.removeFirst())
    }
    let architecture = try architecture(path)
    let new = try NewRun(TrainingRun.self, options, place, for: Self.self)
    try place.begin(method: .train) { folder in
      try new.execute(in: folder, json: json) { run, memoryLimit, notes in
        try run.start(architecture, memoryLimit: memoryLimit, notes: notes)
      }
    }
  }

  private func architecture(_ path: String?) throws -> Architecture {
    switch (path, nasBenchMacro) {
    case (let path?, nil): return try InputFile.architecture(path)
    case (nil, let code?):
      do {
        return .nasBenchMacro(try NASBenchMacroNetwork(code: code))
      } catch {
        throw ConfigurationError.combination("\(error)")
      }
    case (let path?, .some):
      throw ConfigurationError.combination(
        "'\(path)' is not expected beside --nas-bench-macro, which names the network")
    case (nil, nil):
      throw ConfigurationError.combination(
        "an architecture is missing, expected a file or the folder of a run before all hyperparameters, or --nas-bench-macro with a code"
      )
    }
  }
}
