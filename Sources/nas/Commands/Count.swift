internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas count hm-nas`.
struct Count: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts parameters and multiply-adds of a supernet, without building it.",
    usage: "nas count <space> [<options>]",
    discussion: """
      A multiply-add is one multiplication with its addition in a convolution or linear layer, for \
      one image.
      """)

  enum Space: String, CaseIterable, ExpressibleByArgument {
    case hmNAS = "hm-nas"
    case darts
  }

  @Argument(help: "Search space: hm-nas (7 operations) or darts (8 operations).")
  var space: Space

  @Option(help: "Initial channels C. (default: hm-nas 36, darts 16)")
  var channels: Int?

  @Option(help: "Cells. (default: hm-nas 3, darts 8)")
  var cells: Int?

  @Option(help: "Data set that gives the size of the images and the number of classes.")
  var dataset: Dataset = .cifar10

  @Option(help: "Height and width of the images. (default: the data set's)")
  var imageSize: Int?

  @Option(help: "Channels of the images, 1 for grey, 3 for colour. (default: the data set's)")
  var imageChannels: Int?

  @Option(help: "Classes to tell apart. (default: the data set's)")
  var classes: Int?

  @Option(help: "Stride of the first convolution.")
  var stemStride = 1

  @Flag(help: "Print the counts as JSON.")
  var json = false

  func run() throws {
    let shape = dataset.imageShape
    let network = CellNetwork(
      image: ImageShape(
        channels: imageChannels ?? shape.channels, height: imageSize ?? shape.height,
        width: imageSize ?? shape.width),
      classes: classes ?? dataset.classes, channels: channels ?? (space == .darts ? 16 : 36),
      cells: cells ?? (space == .darts ? 8 : 3), stemStride: stemStride,
      operations: space == .darts ? Operation.darts : Operation.hmNAS)
    do {
      try network.validate()
    } catch {
      throw ConfigurationError.combination("\(error)")
    }
    let report = network.supernetCost()
    if json { return try printJSON(report) }
    print("part           parameters   multiply-adds")
    for part in report.parts {
      print(Self.row(part.name, part.cost))
    }
    print(Self.row("total", report.total))
  }

  private static func row(_ name: String, _ cost: Cost) -> String {
    name.padding(toLength: 12, withPad: " ", startingAt: 0)
      + Summary.column(cost.parameters, 13) + Summary.column(cost.multiplyAdds, 16)
  }
}
