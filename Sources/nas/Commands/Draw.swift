internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Tracking

/// The command `nas draw RUN`.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the cells that a run found, as SVG.")

  @Argument(help: "Folder of the run.", completion: .directory)
  var folder: String

  @Option(help: "File to write, or - for standard output. (default: architecture.svg in the run)")
  var output: String?

  @Option(help: "Title of the picture.")
  var title: String?

  func run() throws {
    let folder = RunFolder(URL(filePath: folder))
    guard let json = try? Data(contentsOf: folder.architecture) else {
      throw RunError.missing(path: folder.architecture.path)
    }
    let architecture = try MaskedCellNetwork(json: json)
    let svg = CellDrawing.svg(
      of: architecture, title: try title ?? Self.title(of: folder.readConfiguration()))
    if output == "-" {
      print(svg)
    } else {
      let file = output.map { URL(filePath: $0) } ?? folder.drawing
      try folder.write(svg, to: file)
      print(file.relativePath)
    }
  }

  private static func title(of run: RunConfiguration) -> String {
    "\(run.method) on \(run.dataset), seed \(run.seed)"
  }
}
