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
      nas train mobilenet|mobilenet3|plain|resnet [--width <n>] [<options>] ...
      nas train --nas-bench-macro <code> [<options>] ...
      """,
    discussion: """
      <architecture> is the folder of a run, its architecture.json, or any file of that kind, of \
      format \(Architecture.formats.joined(separator: ", ")). It is built for the data set's \
      images and classes. All weights are trained: weight masks are no part of such a file.

      In its place may stand the name of a network by hand: \(Reference.names). A file of such a \
      name is given as ./name.

      Presets:
      \(TrainingOptions.presetListing)

      Every hyperparameter can be given as --<key> <value> after the architecture, or as \
      key = value in a TOML file; `nas config train` lists them all with their meaning and source.

      The test set is read once, after the last epoch. Ctrl-C stops after the step that is under \
      way and saves; `nas resume` goes on to the same bytes as without the interruption.
      """)

  @Option(help: "Code of a network of NAS-Bench-Macro, such as 02012100, in place of a file.")
  var nasBenchMacro: String?

  @OptionGroup var reference: ReferenceOptions

  @OptionGroup var hyperparameters: HyperparameterOptions

  @OptionGroup(title: "Run")
  var place: RunOptions

  @OptionGroup var stop: StopOptions

  @OptionGroup(title: "Watching")
  var watch: WatchOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    // The parser cannot tell a file's name from the value of a hyperparameter: what comes first is the file.
    var options = hyperparameters
    var name: String?
    if let first = options.hyperparameters.first, !first.hasPrefix("--") {
      guard !first.isEmpty else {
        throw ValidationError("<architecture> is empty, expected a path")
      }
      name = UserPath.expanded(options.hyperparameters.removeFirst())
    }
    stop.begin()
    let network = try network(name)
    let new = try NewRun(TrainingRun.self, options, place, watch, for: Self.self)
    try place.begin(method: .train) { folder in
      try new.execute(in: folder, json: json) { run, memoryLimit, notes in
        let (image, classes) = (run.setup.dataset.imageShape, run.setup.dataset.classes)
        return try run.start(
          network.architecture(image: image, classes: classes), memoryLimit: memoryLimit,
          notes: notes)
      }
    }
  }

  private func network(_ name: String?) throws -> NamedNetwork {
    switch (name, nasBenchMacro) {
    case (let name?, nil): return try reference.network(name)
    case (nil, let code?):
      try reference.refuse(with: "--nas-bench-macro names another")
      do {
        return .given(.nasBenchMacro(try NASBenchMacroNetwork(code: code)))
      } catch {
        throw ConfigurationError.combination("\(error)")
      }
    case (let name?, .some):
      throw ConfigurationError.combination(
        "'\(name)' is not expected beside --nas-bench-macro, which names the network")
    case (nil, nil):
      throw ConfigurationError.combination(
        "an architecture is missing, expected a file, the folder of a run or one of \(Reference.names) before all hyperparameters, or --nas-bench-macro with a code"
      )
    }
  }
}
