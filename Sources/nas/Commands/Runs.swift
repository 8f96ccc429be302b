internal import Architectures
public import ArgumentParser
internal import Foundation
public import Records
internal import Training

extension RunState: ExpressibleByArgument {}

/// The command `nas runs [FOLDER]`.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the runs in a folder, and what they found.",
    usage: "nas runs [<folder>] [<options>]",
    discussion: """
      The runs of comparisons and verdicts are among them. All conditions hold at once; those on \
      results leave out runs that have none yet.

      The folder's index nas.sqlite is brought up to date first, for sqlite3 as well; it is made \
      where there is none. Searches in a folder with an index keep theirs in it. Its tables are in \
      docs/records.md.

      The newest run is first, or the best (accuracies), or the smallest; runs without the value \
      are last.
      """)

  @Argument(help: "Folder of runs.", completion: .directory, transform: UserPath.argument)
  var folder = "runs"

  @Option(
    help: "Only those of a method, such as hm-nas.", completion: .list(Method.all.names),
    transform: Self.methodName)
  var method: String?

  @Option(help: "Only those on a data set, such as fashion-mnist.", completion: .publishedSet)
  var dataset: String?

  @Option(help: "Only those in a state.")
  var state: RunState?

  @Option(
    parsing: .unconditional, help: "Least accuracy on the test set, from 0 to 1.",
    transform: Self.share)
  var minAccuracy: Double?

  @Option(parsing: .unconditional, help: "Most parameters.")
  var maxParameters: Int?

  @Option(parsing: .unconditional, help: "Most multiply-adds for one image.")
  var maxMultiplyAdds: Int?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Only those with a value of a hyperparameter, as <key>=<value>; may be repeated.",
    transform: Self.choice)
  var option: [RunFilter.Choice] = []

  @Option(
    help: ArgumentHelp(
      "What to sort by: \(Self.orders). (default: started)", valueName: "key"),
    completion: .list(RunOrder.allCases.map(\.rawValue)), transform: Self.order)
  var sort = RunOrder.started

  @Flag(help: "Turn the order around.")
  var reverse = false

  @Option(parsing: .unconditional, help: "How many to list at most.")
  var limit: Int?

  @Flag(help: "Make the index anew first, whatever is in its place.")
  var rebuild = false

  @Flag(help: "Print the runs as JSON.")
  var json = false

  func validate() throws {
    for (name, value) in [
      ("max-parameters", maxParameters), ("max-multiply-adds", maxMultiplyAdds), ("limit", limit),
    ] {
      if let value, value < 1 { throw ValidationError("--\(name) is \(value), expected 1 or more") }
    }
  }

  func run() throws {
    let url = try InputFile.runs(folder, orForOne: "nas show")
    var index = try index(of: url)
    let runs: [RunRecord]
    do throws(RecordsError) {
      runs = try listed(by: index)
    } catch {
      // Damage that opening did not meet.
      printError("Listed without the index: \(error)")
      index = try RunIndex.inMemory(of: url)
      try index.updateAll()
      runs = try listed(by: index)
    }
    if json { return try printJSON(runs) }
    guard runs.isEmpty else { return print(RunListing(runs).text) }
    let isAny = try !index.runs(limit: 1).isEmpty
    printError(
      isAny
        ? "None of the runs in \(folder.legible) is like that" : "No runs in \(folder.legible)")
  }

  private func listed(by index: RunIndex) throws(RecordsError) -> [RunRecord] {
    try index.runs(matching: filter, sortedBy: sort, reversed: reverse, limit: limit)
  }

  private func index(of url: URL) throws -> RunIndex {
    let countdown = Countdown("Runs read")
    if rebuild { return try RunIndex.rebuild(folder: url) { countdown.show($0, of: $1) } }
    return try RunIndex.current(of: url) {
      countdown.show($0, of: $1)
    } note: {
      printError("Listed \($0)")
    }
  }

  private var filter: RunFilter {
    var filter = RunFilter()
    (filter.method, filter.dataset, filter.state) = (method, dataset, state)
    filter.leastAccuracy = minAccuracy
    (filter.mostParameters, filter.mostMultiplyAdds) = (maxParameters, maxMultiplyAdds)
    filter.options = option
    return filter
  }

  private static func methodName(_ text: String) throws -> String {
    let names = Method.all.names
    guard names.contains(text) else {
      let hint = closest(to: text, among: names).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("expected one of \(names.joined(separator: ", "))\(hint)")
    }
    return text
  }

  @Sendable private static func share(_ text: String) throws -> Double {
    guard let share = Double(text), (0...1).contains(share) else {
      throw ValidationError("expected 0 to 1, such as 0.9")
    }
    return share
  }

  private static let orders = RunOrder.allCases.map(\.rawValue).joined(separator: ", ")

  private static func order(_ text: String) throws -> RunOrder {
    guard let order = RunOrder(rawValue: text) else {
      throw ValidationError("expected one of \(orders)")
    }
    return order
  }

  private static func choice(_ text: String) throws -> RunFilter.Choice {
    guard let choice = RunFilter.Choice(text) else {
      throw ValidationError("expected <key>=<value>, such as search-epochs=50")
    }
    return choice
  }
}
