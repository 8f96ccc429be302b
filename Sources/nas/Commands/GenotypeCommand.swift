internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas genotype darts-v2`.
struct GenotypeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "genotype",
    abstract: "Turns cells as the DARTS code writes them into an architecture file, and back.",
    usage: """
      nas genotype <name>|<text> [--channels <n>] [--cells <n>] [<options>]
      nas genotype <run>|<file>
      """,
    discussion: """
      The network is the one that the DARTS code trains: normalisations have a scale and a shift, \
      and pools have none. Its file can be trained, drawn, counted, measured and exported.

      Published cells: \(Genotype.Published.names).
      """)

  @Argument(
    help: """
      The name of published cells, or a genotype, such as "Genotype(normal=[...], ...)", or a file \
      that has one, such as a run's genotype.txt; or a network of cells, whose genotype is printed: the folder of a run or an architecture file.
      """,
    completion: .run(orNames: Genotype.Published.allCases.map(\.rawValue), orFiles: ["json"]),
    transform: UserPath.argument)
  var source: String

  @Option(parsing: .unconditional, help: "Channels of the first cell. (default: 36)")
  var channels: Int?

  @Option(
    parsing: .unconditional,
    help: "Cells, of which those at a third and two thirds of the depth reduce. (default: 20)")
  var cells: Int?

  @Option(help: "Data set that gives the size of the images and the number of classes.")
  var dataset: Dataset?

  @Option(
    help: "New file to write. (default: standard output)",
    completion: .file(extensions: ["json"]), transform: UserPath.argument)
  var output: String?

  @Flag(help: "Print the written file's path, or the genotype, as JSON.")
  var json = false

  func run() throws {
    guard let genotype = try given() else { return try printGenotype() }
    let dataset = dataset ?? .cifar10
    let network = try described {
      try genotype.network(
        image: dataset.imageShape, classes: dataset.classes, channels: channels ?? 36,
        cells: cells ?? 20)
    }
    guard let output else { return try printJSON(network) }
    let file = try OutputFile(output, option: "--output")
    try file.write(jsonText(of: network) + "\n")
    try printFile(file.url, asJSON: json)
  }

  /// What is named or written out, on the command line or in a file; nil for a network of a file.
  private func given() throws -> Genotype? {
    if let published = Genotype.Published(rawValue: source) { return published.genotype }
    if Self.isGenotype(source) { return try described { try Genotype(source) } }
    // A pipe can be read once, by who takes it for an architecture.
    guard URL(filePath: source).isFile,
      let text = try? String(contentsOf: URL(filePath: source), encoding: .utf8),
      Self.isGenotype(text)
    else { return nil }
    do throws(ArchitectureError) {
      return try Genotype(text)
    } catch {
      throw InputFault.malformed(path: source, reason: "is no genotype: \(error)")
    }
  }

  private static func isGenotype(_ text: String) -> Bool {
    text.drop(while: \.isWhitespace).hasPrefix("Genotype(")
  }

  private func printGenotype() throws {
    for (key, isGiven) in [
      ("channels", channels != nil), ("cells", cells != nil), ("dataset", dataset != nil),
      ("output", output != nil),
    ] where isGiven {
      throw ConfigurationError.combination(
        "--\(key) is for a genotype, and \(source) is none, expected one of \(Genotype.Published.names) or the text of one"
      )
    }
    let architecture = try InputFile.architecture(
      source, or: Genotype.Published.names)
    guard let network = architecture.network as? MaskedCellNetwork else {
      throw ConfigurationError.combination(
        "\(source) is of the format \(architecture.format), expected a network of cells")
    }
    let genotype = "\(try described { try Genotype(network) })"
    try json ? printJSON(["genotype": genotype]) : print(genotype)
  }

  private func described<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ArchitectureError {
      throw ConfigurationError.combination("\(error)")
    }
  }
}

extension Genotype.Published {
  /// All names, for people.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
