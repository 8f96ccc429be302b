internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// The command `nas compare METHOD...`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares methods, networks by hand and chance under one budget.",
    usage: """
      nas compare <method> ... --images <n> --output <folder> [<options>] ...
      nas compare <method> ... --budget <time> --output <folder> [<options>]
      """,
    discussion: """
      A method is one of search (\(Method.searches.names.joined(separator: ", "))), a network by \
      hand (\(Reference.names)), or random: a random network of a compact space adwp-macro.

      Every run learns from as many images, or for as long, search and final training together; \
      the final training is the same for all, with the values of `nas config train` but on all \
      images. With --max-multiply-adds or --max-parameters, networks by hand and random ones are \
      the largest within the limit, and methods of search get the limit where they have one.

      A hyperparameter --<key> <value> after the methods is for every method that has it.

      Each run is a folder in runs/ of the output. Made again, after Ctrl-C or a kill or with \
      further methods and seeds, the command makes what is missing alone. The table is in table.csv \
      and table.html.
      """)

  @Option(parsing: .unconditional, help: "Runs of each method, with seeds from --seed on.")
  var seeds = 3

  @Option(parsing: .unconditional, help: "Images that each run learns from, counted each time.")
  var images: Int?

  @Option(
    parsing: .unconditional,
    help: "Time of each run's training in place of --images, such as 30m: not reproducible.")
  var budget: String?

  @Option(parsing: .unconditional, help: "Most multiply-adds of each network for one image.")
  var maxMultiplyAdds: Int?

  @Option(parsing: .unconditional, help: "Most parameters of each network.")
  var maxParameters: Int?

  @Option(help: "Hyperparameters to start from.")
  var preset: Preset = .quick

  @OptionGroup(title: "Run")
  var place: RunOptions

  @OptionGroup var stop: StopOptions

  @OptionGroup(title: "Watching")
  var watch: WatchOptions

  @Flag(help: "Print the table as JSON.")
  var json = false

  @Argument(
    parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden), completion: .contestants)
  var arguments: [String] = []

  private static let seedCounts = 1...1000

  func run() throws {
    let contestants = try contestants()
    guard let output = place.output else {
      throw ConfigurationError.combination(
        "--output is missing, expected the folder of the comparison")
    }
    let budget = try checkedBudget()
    guard Self.seedCounts.contains(seeds) else {
      throw ConfigurationError.invalid(
        key: "seeds", value: "\(seeds)",
        expected: "\(Self.seedCounts.lowerBound) to \(Self.seedCounts.upperBound)")
    }
    for (key, value) in [
      ("max-multiply-adds", maxMultiplyAdds ?? 1), ("max-parameters", maxParameters ?? 1),
    ] where value < 1 {
      throw ConfigurationError.invalid(
        key: key, value: "\(value)", expected: "a whole number above 0")
    }
    let (last, overflows) = place.seed.addingReportingOverflow(UInt64(seeds - 1))
    guard !overflows else {
      throw ConfigurationError.invalid(
        key: "seed", value: "\(place.seed)", expected: "a smaller number for \(seeds) seeds")
    }
    let options = try options()
    try ComparisonSettings.check(options, for: Method.searches.compactMap(\.search))
    let images = try place.images.source(ProgressPrinter(title: "", isQuiet: watch.quiet))
      .description
    let settings = ComparisonSettings(
      images, preset: preset, budget: budget,
      limit: CostLimit(parameters: maxParameters, multiplyAdds: maxMultiplyAdds),
      options: options, device: place.device.rawValue,
      threads: place.threads ?? Libtorch.grantedThreads)
    let comparison = try Comparison(
      in: URL(filePath: output), settings, images: images,
      dataDirectory: place.images.place.map { URL(filePath: $0).path })
    try make(comparison, of: contestants, seeds: Array(place.seed...last))
  }

  private func make(
    _ comparison: Comparison, of contestants: [Contestant], seeds: [UInt64]
  ) throws {
    Interruption.listen()
    stop.begin()
    let table: ComparisonTable
    let recorders = RunRecorders(watch)
    defer { recorders.finish() }
    var timeLeft = TimeLeft()
    do {
      table = try comparison.run(contestants, seeds: seeds, memoryLimit: place.memoryLimit) {
        let left = timeLeft.text(done: $0, of: $1)
        if !watch.quiet { printError("Run \($0 + 1) of \($1)\(left)") }
      } context: {
        recorders.context($0, title: $1.startTitle(in: $0))
      }
    } catch is Interrupted {
      printError("\(Interruption.reason); saved. Go on with the same command")
      throw Interrupted()
    }
    if json { return try printJSON(table) }
    print(table.text)
    for name in ["table.csv", "table.html"] {
      print("Table  \(comparison.folder.appending(path: name).relativePath.legible)")
    }
    try StandardStreams.flushOutput(elsewhere: comparison.folder.relativePath)
  }

  private func checkedBudget() throws(ConfigurationError) -> ComparisonSettings.Budget {
    switch (images, budget) {
    case (let images?, nil):
      guard images > 0 else {
        throw .invalid(key: "images", value: "\(images)", expected: "a whole number above 0")
      }
      return .images(images)
    case (nil, let budget?):
      guard let minutes = DurationArgument.minutes(budget) else {
        throw .invalid(key: "budget", value: budget, expected: DurationArgument.expected)
      }
      return .minutes(minutes)
    default:
      throw .combination("a budget is needed, expected either --images or --budget")
    }
  }

  /// What stands before all hyperparameters; what is named twice takes part once.
  private func contestants() throws -> [Contestant] {
    let all = Contestant.all(Method.searches.compactMap(\.search))
    var contestants: [Contestant] = []
    for name in arguments.prefix(while: { !$0.hasPrefix("--") }) {
      guard let contestant = all.first(where: { $0.name == name }) else {
        let hint = closest(to: name, among: all.map(\.name)).map { "; did you mean \($0)?" } ?? ""
        throw ConfigurationError.combination(
          "there is no method '\(name)', expected one of \(all.map(\.name).joined(separator: ", "))\(hint)"
        )
      }
      if !contestants.contains(where: { $0.name == name }) { contestants.append(contestant) }
    }
    guard !contestants.isEmpty else {
      throw ConfigurationError.combination(
        "a method is missing, expected some of \(all.map(\.name).joined(separator: ", ")) before all hyperparameters"
      )
    }
    return contestants
  }

  /// `--key value`, `--key=value`, and `--key` alone for a truth value.
  private func options() throws(ConfigurationError) -> [String: Setting] {
    var options: [String: Setting] = [:]
    var rest = arguments.drop { !$0.hasPrefix("--") }
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else { throw .unknownKey("'\(argument)'", nearest: nil) }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts.first.map(String.init) ?? ""
      if parts.count == 2 {
        options[key] = .text(String(parts[1]))
      } else if let value = rest.first, !value.hasPrefix("--") {
        options[key] = .text(value)
        rest = rest.dropFirst()
      } else {
        options[key] = .flag(true)
      }
    }
    return options
  }
}
