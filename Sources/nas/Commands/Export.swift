internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Inference
internal import Tracking

/// The command `nas export RUN|ARCHITECTURE`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a trained network for other programs: ONNX, PyTorch, or one file for Swift.",
    usage: "nas export <folder or architecture> --format <format> [<options>]",
    discussion: """
      onnx         one file for onnxruntime and others: operator set 17, normalisations folded
      pytorch      model.py, which needs torch and safetensors alone, and model.safetensors beside it
      safetensors  one file that the product Inference classifies images with, without libtorch

      What was written is computed at once, and compared with the logits of the network here; and by \
      onnxruntime or PyTorch where SWIFT_NAS_PYTHON, or python3, has them. Files that are there already \
      are never overwritten.
      """)

  @OptionGroup var trained: TrainedNetworkOptions

  @Option(help: "What is written.")
  var format: ExportFormat

  @Option(
    help: """
      The file to write, or a folder for it. (default: export/ in the run's folder or beside the architecture, model.onnx, \
      model.py or network.safetensors)
      """, completion: .file(), transform: UserPath.argument)
  var output: String?

  @Flag(help: "For onnx: take pixels of 0 to 255, and normalise them in the network.")
  var includePreprocessing = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    guard output?.isEmpty != true else { throw ValidationError("--output is empty") }
    guard !includePreprocessing || format == .onnx else {
      throw ValidationError(
        "--include-preprocessing is for --format onnx alone. Please provide it there, or not at all"
      )
    }
    if let output, format == .pytorch, !isFolder(output), !output.hasSuffix(".py") {
      throw ValidationError(
        "--output is \(output.legible), expected a name that ends in .py, as Python imports it, or a folder"
      )
    }
  }

  /// A folder that is there, or is to be made.
  private func isFolder(_ path: String) -> Bool {
    path.hasSuffix("/") || URL(filePath: path).isFolder
  }

  func run() throws {
    let source = try trained.network()
    let given = output.map { URL(filePath: $0) }
    let isFolder = output.map(isFolder) ?? true
    let place = given ?? source.folder.appending(path: "export")
    let job = ExportJob(
      source: source, format: format, includesPreprocessing: includePreprocessing,
      output: isFolder ? place.appending(path: format.fileName) : place)
    let report = try job.run()
    if json { return try printJSON(report) }
    for line in report.lines { print(line) }
  }
}

extension ExportFormat: ExpressibleByArgument {}
