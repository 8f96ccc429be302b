internal import ArgumentParser
internal import Search
internal import Tracking
internal import Training

/// The command `nas search`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches for a network, trains it and measures it on the test set.",
    usage: "nas search <method> [<options>] [--<hyperparameter> <value> ...]",
    discussion: """
      A first look, in minutes on two cores:
      \(Method.searches.commands("search"))

      The papers' searches for CIFAR-10, which need a GPU: add
        --preset paper --dataset cifar-10 --device cuda

      \(Method.searches.presetListings)

      Every hyperparameter can be given as --<key> <value> after the method, or as key = value in \
      a TOML file; \(Method.searches.commandNames("config")) list them all with their meaning \
      and source. --epochs and --batch-size set those of all stages, but for those that are given \
      themselves. Of an option that is given twice, the last one counts.

      Ctrl-C stops after the step that is under way and saves; `nas resume` goes on to the same \
      bytes as without the interruption.
      """)

  @Argument(
    help: "Method of search: \(Method.searches.names.joined(separator: ", ")).",
    completion: .list(Method.searches.names),
    transform: { try Method(argument: $0, among: Method.searches) })
  var method: Method

  @OptionGroup var hyperparameters: HyperparameterOptions

  @OptionGroup(title: "Run")
  var place: RunOptions

  @OptionGroup var stop: StopOptions

  @OptionGroup(title: "Watching")
  var watch: WatchOptions

  @OptionGroup var after: AfterSearch

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    if let search = method.search { try start(search) }
  }

  private func start<Run: SearchRun>(_ type: Run.Type) throws {
    stop.begin()
    let tables = try after.tables()
    let new = try NewRun(type, hyperparameters, place, watch, for: Self.self)
    try place.begin(method: method) { folder in
      try new.execute(in: folder, json: json, after: after.options) { run, memoryLimit, notes in
        try after.check(run, tables: tables)
        return try run.start(memoryLimit: memoryLimit, notes: notes)
      } finish: {
        try after.add(to: $0, of: type, $1, tables: tables, watch: watch)
      }
    }
  }
}
