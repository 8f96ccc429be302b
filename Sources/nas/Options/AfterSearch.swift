internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// What is asked of a search when it is complete.
struct AfterSearch: ParsableArguments {
  @Flag(
    help: """
      Then train networks by hand and random ones of the same size beside what was found, each for \
      as long as the search took: five times its time in all.
      """)
  var verdict = false

  @Option(
    help: """
      Folder with a benchmark's table: say what it knows of the network found, as nas query does.
      """,
    completion: .directory, transform: UserPath.argument)
  var truth: String?

  /// Whether anything is.
  var isAsked: Bool { verdict || truth != nil }

  /// The same as options, after a space each.
  var options: String {
    (verdict ? " --verdict" : "") + (truth.map { " --truth \($0.legible)" } ?? "")
  }

  /// The tables that are asked, read before anything is trained.
  func tables() throws -> BenchmarkTables? {
    try truth.map { try BenchmarkTables(in: URL(filePath: $0)) }
  }

  /// Refuses a run that a verdict cannot be of, or of which no table can have the truth.
  ///
  /// - Parameters:
  ///   - run: One that has not begun.
  ///   - tables: As read at the beginning.
  /// - Throws: `ConfigurationError`, and what looking for networks beside it throws.
  func check(_ run: some SearchRun, tables: BenchmarkTables?) throws {
    if verdict { try run.checkCanBeJudged() }
    try tables?.check(run.setup.configuration)
  }

  /// Adds what was asked to the result of a complete run.
  ///
  /// - Parameters:
  ///   - summary: The result.
  ///   - type: The run's method.
  ///   - context: Of the run's folder, whose options are those that it has in the end.
  ///   - tables: As read at the beginning.
  ///   - watch: How the runs of a verdict are shown.
  /// - Returns: The result with what was asked.
  /// - Throws: What looking up and judging throw.
  func add<Run: SearchRun>(
    to summary: Summary, of type: Run.Type, _ context: RunContext, tables: BenchmarkTables?,
    watch: WatchOptions
  ) throws -> Summary {
    guard isAsked else { return summary }
    let configuration = try context.folder.readConfiguration()
    let run = try Run(configuration, context: context)
    var summary = summary
    if let tables { summary = try run.told(summary, by: tables) }
    let limit = configuration.device == Device.cpu.rawValue ? AvailableMemory.bytes : nil
    return verdict ? try run.judgedOnTerminal(summary, memoryLimit: limit, watch: watch) : summary
  }
}

extension BenchmarkTables {
  /// Refuses a search whose networks are in none of the tables.
  func check(_ search: RunConfiguration) throws(ConfigurationError) {
    let space = search.options["space"]?.text ?? ""
    guard !spaces.contains(space) else { return }
    throw .combination(
      "--truth has a table of \(spaces.joined(separator: " and ")), and the space searched is \(space), expected --space \(spaces.joined(separator: " or --space "))"
    )
  }
}

extension SearchRun {
  /// Judges what a run found, with progress, until a signal asks to stop.
  fileprivate func judgedOnTerminal(
    _ summary: Summary, memoryLimit: Int?, watch: WatchOptions
  ) throws -> Summary {
    let recorders = RunRecorders(watch)
    defer { recorders.finish() }
    return try judged(summary, memoryLimit: memoryLimit) {
      recorders.context($0, title: $1.startTitle(in: $0))
    }
  }
}
