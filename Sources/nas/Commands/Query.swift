internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Training

/// The commands `nas query nas-bench-macro 02012100` and `nas query nas-bench-201 RUN`.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks a network up in a published table of trained networks.",
    usage: "nas query <table> <network> --data-dir <folder> [<options>]",
    discussion: """
      The table is a benchmark's, whose file --data-dir holds: nas-bench-macro_cifar10.json for \
      nas-bench-macro, cifar10.csv for nas-bench-201, cifar100.csv for nas-bench-201-cifar-100.

      Rank 1 is the best network of the table; networks of equal accuracy share the better rank. \
      Regret is how far a network is below the best one.

      Parameters and multiply-adds are those of the benchmark's own network. A file of \
      nas-bench-201 may have other channels and cells: its cell is what is looked up.
      """)

  @Argument(help: "Benchmark whose table it is.")
  var table: BenchmarkTable

  @Argument(
    help: """
      Code of a network, such as 02012100 of nas-bench-macro; the folder of a run, or an \
      architecture file. A file of the name of a code is given as ./name.
      """,
    completion: .run(orFiles: ["json"]), transform: UserPath.argument)
  var network: String

  @Option(
    help: "Folder with the benchmark's file.", completion: .directory,
    transform: UserPath.argument)
  var dataDir: String

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let code = try code()
    let truth = try TabularTruth(of: code, among: table.networks(in: URL(filePath: dataDir)))
    if json { return try printJSON(truth) }
    print("\(table.title): \(table.truth)")
    for (name, value) in truth.rows {
      print(name.padding(toLength: 15, withPad: " ", startingAt: 0) + value)
    }
  }

  /// The table's code of the network; a code is one, whatever files there are.
  private func code() throws -> String {
    if let code = try? table.canonicalCode(network) { return code }
    let architecture = try InputFile.architecture(
      network, or: "the codes of \(table.title), such as \(table.exampleCode)")
    guard let code = table.code(of: architecture) else {
      throw ConfigurationError.combination(
        "\(network) is of the format \(architecture.format), expected a network of \(table.title)")
    }
    return code
  }
}

extension TabularTruth {
  /// The lines for people.
  fileprivate var rows: [(name: String, value: String)] {
    let best = String(format: "%.2f %%", bestAccuracy * 100)
    return [
      ("code", code),
      ("accuracy", String(format: "%.2f %%", accuracy * 100)),
      ("rank", "\(rank.grouped) of \(networks.grouped)"),
      ("regret", String(format: "%.2f points", regret * 100) + " (the best has \(best))"),
      ("parameters", cost.parameters.grouped),
      ("multiply-adds", String(format: "%.1f M", Double(cost.multiplyAdds) / 1e6)),
    ]
  }
}
