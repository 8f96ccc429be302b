internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking

/// The command `nas draw RUN`.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the network of a run or of an architecture file, or one by hand, as SVG.",
    usage: "nas draw <source> [<options>]",
    discussion: """
      Of a network of cells, every surviving edge shows its importance and its operations; what \
      the masks removed is not drawn. Other networks are drawn block by block.

      A network by hand is named: \(Reference.names). A file of such a name is given as ./name.
      """)

  @Argument(
    help: "Folder of a run, an architecture file, or the name of a network by hand.",
    completion: .network, transform: UserPath.argument)
  var source: String

  @OptionGroup var reference: ReferenceOptions

  @Option(
    help: """
      New file to write, or - for standard output. (default: architecture.svg in the run, standard \
      output for an architecture file)
      """,
    completion: .file(extensions: ["svg"]), transform: UserPath.argument)
  var output: String?

  @Option(
    help: "Title of the picture. (default: what the run does and its accuracy, or the file's name)")
  var title: String?

  @Option(
    help: "Data set that gives the size of the images, for an architecture file without one.")
  var dataset: Dataset = .cifar10

  @Flag(help: "Print the file's path, or the picture where none is written, as JSON.")
  var json = false

  func run() throws {
    let folder = RunFolder(URL(filePath: source))
    let isNamed = Reference(rawValue: source) != nil
    let isFile = !folder.url.isFolder && FileManager.default.fileExists(atPath: source)
    if !isNamed, !isFile { try reference.refuse(with: "\(source) is none") }
    let isRun = !isNamed && !isFile
    let svg = try isRun ? drawing(of: folder) : drawingOfNetwork()
    guard output != "-", output != nil || isRun else {
      return try json ? printJSON(["svg": svg]) : print(svg)
    }
    guard let output else {
      // Its own drawing is made anew; nothing else is.
      try folder.write(svg, to: folder.drawing)
      return try printFile(folder.drawing, asJSON: json)
    }
    let file = try OutputFile(output, option: "--output")
    try file.write(svg)
    try printFile(file.url, asJSON: json)
  }

  private func drawing(of folder: RunFolder) throws -> String {
    let run = try folder.readConfiguration()
    let images = run.data ?? (Dataset(named: run.dataset) ?? dataset).description
    let isComplete = FileManager.default.fileExists(atPath: folder.summary.path)
    let heading =
      try isComplete && title == nil
      ? folder.read(Summary.self, from: folder.summary).heading(run.title) : title ?? run.title
    return try folder.readArchitecture().drawing(
      title: heading, image: images.imageShape, classes: images.classes)
  }

  private func drawingOfNetwork() throws -> String {
    let architecture = try reference.network(source)
      .architecture(image: dataset.imageShape, classes: dataset.classes)
    // A file of cells says for which images they are.
    let (image, classes) =
      architecture.network.ownImages ?? (dataset.imageShape, dataset.classes)
    return architecture.drawing(
      title: title ?? URL(filePath: source).lastPathComponent, image: image, classes: classes)
  }
}
