internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// The commands `nas count hm-nas`, `nas count nas-bench-macro 02012100`, `nas count mobilenet --width 16` and
/// `nas count RUN`.
struct Count: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts parameters and multiply-adds of a network, without building it.",
    usage: """
      nas count <space> [<options>]
      nas count nas-bench-macro <code> [<options>]
      nas count mobilenet|mobilenet3|plain|resnet [--width <n>] [<options>]
      nas count <run>|<file> [<options>]
      """,
    discussion: """
      A multiply-add is one multiplication with its addition in a convolution or linear layer, for \
      one image.
      """)

  enum Space: Hashable {
    case hmNAS, darts, nasBenchMacro
    case reference(Reference)
    /// The folder of a run, or an architecture file.
    case file(String)

    private static let all: [(name: String, space: Space)] =
      [("hm-nas", .hmNAS), ("darts", .darts), ("nas-bench-macro", .nasBenchMacro)]
      + Reference.allCases.map { ($0.rawValue, .reference($0)) }

    /// The space of a name, or else a file.
    @Sendable static func parsed(_ argument: String) throws -> Space {
      try all.first { $0.name == argument }?.space ?? .file(UserPath.argument(argument))
    }

    static var names: [String] { all.map(\.name) }

    /// As it is written.
    var name: String {
      if case .file(let path) = self { return path }
      return Self.all.first { $0.space == self }?.name ?? ""
    }
  }

  @Argument(
    help: """
      Search space: hm-nas (7 operations) or darts (8 operations) for a supernet, \
      nas-bench-macro for the network of a code, the name of a network by hand \
      (\(Reference.names)), or the folder of a run or an architecture file.
      """,
    completion: .run(orNames: Space.names, orFiles: ["json"]), transform: Space.parsed)
  var space: Space

  @Argument(help: "Code of a network of nas-bench-macro, such as 02012100.")
  var code: String?

  @OptionGroup var reference: ReferenceOptions

  @Option(parsing: .unconditional, help: "Initial channels C. (default: hm-nas 36, darts 16)")
  var channels: Int?

  @Option(parsing: .unconditional, help: "Cells. (default: hm-nas 3, darts 8)")
  var cells: Int?

  @Option(
    help: """
      Data set that gives the size of the images and the number of classes. (default: cifar-10, or \
      those of a file that says)
      """)
  var dataset: Dataset?

  @Option(
    parsing: .unconditional, help: "Height and width of the images. (default: the data set's)")
  var imageSize: Int?

  @Option(
    parsing: .unconditional,
    help: "Channels of the images, 1 for grey, 3 for colour. (default: the data set's)")
  var imageChannels: Int?

  @Option(parsing: .unconditional, help: "Classes to tell apart. (default: the data set's)")
  var classes: Int?

  @Option(parsing: .unconditional, help: "Stride of the first convolution.")
  var stemStride = 1

  @Flag(help: "Print the counts as JSON.")
  var json = false

  func run() throws {
    let report = try costReport()
    if json { return try printJSON(report) }
    print("part           parameters   multiply-adds")
    for part in report.parts {
      print(Self.row(part.name, part.cost))
    }
    print(Self.row("total", report.total))
  }

  private func costReport() throws -> CostReport {
    try checkCombination()
    let file = try file()
    let own = dataset == nil ? file?.network.ownImages : nil
    let shape = own?.shape ?? (dataset ?? .cifar10).imageShape
    // What the sizes have in common, so that they are checked for every space.
    let network = CellNetwork(
      image: ImageShape(
        channels: imageChannels ?? shape.channels, height: imageSize ?? shape.height,
        width: imageSize ?? shape.width),
      classes: classes ?? own?.classes ?? (dataset ?? .cifar10).classes,
      channels: channels ?? (space == .darts ? 16 : 36),
      cells: cells ?? (space == .darts ? 8 : 3), stemStride: stemStride,
      operations: space == .darts ? Operation.darts : Operation.hmNAS)
    do {
      try network.validate()
      if let code {
        return try NASBenchMacroNetwork(code: code)
          .plan(image: network.image, classes: network.classes).cost()
      }
    } catch {
      throw ConfigurationError.combination("\(error)")
    }
    if let file {
      return file.graph(image: network.image, classes: network.classes).costReport()
    }
    guard case .reference(let reference) = space else { return network.supernetCost() }
    return try self.reference.network(reference.rawValue)
      .architecture(image: network.image, classes: network.classes)
      .graph(image: network.image, classes: network.classes).costReport()
  }

  /// The network of a file; nil where a space is named.
  private func file() throws -> Architecture? {
    guard case .file(let path) = space else { return nil }
    return try InputFile.architecture(path, or: Space.names.joined(separator: ", "))
  }

  /// Not in `validate()`, which comes before the parser says that an option is not known.
  private func checkCombination() throws {
    if space != .nasBenchMacro, let code {
      throw ConfigurationError.combination("'\(code)' is not expected after \(space.name)")
    }
    if space == .nasBenchMacro, code == nil {
      throw ConfigurationError.combination(
        "a code is missing after nas-bench-macro, expected 8 digits, such as 02012100")
    }
    if case .reference = space {} else { try reference.refuse(with: "\(space.name) is none") }
    guard space != .hmNAS, space != .darts else { return }
    let options = [("channels", channels != nil), ("cells", cells != nil)]
    for (name, isGiven) in options + [("stem-stride", stemStride != 1)] where isGiven {
      throw ConfigurationError.combination(
        "--\(name) is an option of supernets, not expected with \(space.name)")
    }
  }

  private static func row(_ name: String, _ cost: Cost) -> String {
    name.padding(toLength: 12, withPad: " ", startingAt: 0)
      + Summary.column(cost.parameters, 13) + Summary.column(cost.multiplyAdds, 16)
  }
}
