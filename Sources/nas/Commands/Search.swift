internal import ADWPNAS
internal import ArgumentParser
internal import HMNAS
internal import Tracking
internal import Training

/// The command `nas search`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches for a network, trains it and measures it on the test set.",
    usage: "nas search <method> [<options>] [--<hyperparameter> <value> ...]",
    discussion: """
      A first look, in minutes on two cores:
        nas search hm-nas
        nas search adwpnas

      The paper's search for CIFAR-10, which needs a GPU:
        nas search hm-nas --preset paper --dataset cifar-10 --device cuda

      Presets of hm-nas:
      \(HMNASOptions.presetListing)

      Presets of adwpnas:
      \(ADWPNASOptions.presetListing)

      Every hyperparameter can be given as --<key> <value> after the method, or as key = value in \
      a TOML file; `nas config hm-nas` and `nas config adwpnas` list them all with their meaning \
      and source. --epochs and --batch-size set those of all stages.

      Ctrl-C stops after the step that is under way and saves; `nas resume` goes on to the same \
      bytes as without the interruption.
      """)

  @OptionGroup var method: MethodOptions

  @OptionGroup(title: "Run")
  var place: RunOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    guard let search = method.method.search else {
      let names = Method.searches.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError.combination(
        "\(method.method.rawValue) is not a method of search, expected \(names)")
    }
    try start(search)
  }

  private func start<Run: SearchRun>(_ type: Run.Type) throws {
    let (name, preset) = (method.method, method.hyperparameters.preset)
    let options = try method.hyperparameters.resolved(Run.Options.self, for: Self.self)
    let configuration = place.configuration(method: name, preset: preset, options: options)
    // What is free now, before the data are there: they are in the estimate.
    let memoryLimit = place.memoryLimit
    // Before the data, which may have to be downloaded.
    try place.begin(method: name) { folder in
      try execute(in: folder, title: configuration.startTitle(in: folder), json: json) { context in
        try Run(configuration, context: context).recovering {
          try $0.start(memoryLimit: memoryLimit)
        }
      }
    }
  }
}
