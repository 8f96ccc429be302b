internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Tracking

/// The command `nas draw RUN`.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the cells that a run found, as SVG.",
    discussion: """
      Every surviving edge shows its importance and its operations; what the masks removed is not \
      drawn.
      """)

  @Argument(help: "Folder of the run.", completion: .directory)
  var folder: String

  @Option(
    help: "File to write, or - for standard output. (default: architecture.svg in the run)",
    completion: .file(extensions: ["svg"]))
  var output: String?

  @Option(help: "Title of the picture. (default: method, data set and seed)")
  var title: String?

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output is empty, expected a path or -") }
  }

  func run() throws {
    let folder = RunFolder(URL(filePath: folder))
    let title = try title ?? folder.readConfiguration().title
    let svg = CellDrawing.svg(of: try folder.readArchitecture(), title: title)
    if output == "-" {
      print(svg)
    } else {
      let file = output.map { URL(filePath: $0) } ?? folder.drawing
      try write(svg, to: file, in: folder)
      print(file.relativePath)
    }
  }

  /// Writes whole or not at all where that can be: not into a pipe or a device.
  private func write(_ svg: String, to file: URL, in folder: RunFolder) throws {
    let type = try? FileManager.default.attributesOfItem(atPath: file.path)[.type]
    guard let type = type as? FileAttributeType, type != .typeRegular else {
      return try folder.write(svg, to: file)
    }
    do {
      try Data(svg.utf8).write(to: file)
    } catch {
      throw RunError.unwritable(path: file.path, reason: systemReason(error))
    }
  }
}
