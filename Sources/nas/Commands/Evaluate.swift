internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas evaluate RUN`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a run's final network on the test set, from the saved files alone.",
    usage: "nas evaluate <folder> [<options>]",
    discussion: """
      Says how many images of each class are recognised, which classes are taken for which, and \
      which images the network is most wrong about. Reads config.json, architecture.json and \
      model.safetensors; the run stays as it is.
      """)

  @Argument(
    help: "Folder of the run.", completion: .run,
    transform: UserPath.argument)
  var folder: String

  @OptionGroup var place: PlaceOptions

  @Option(
    help: "File for a drawing of the confusion matrix (SVG).",
    completion: .file(extensions: ["svg"]), transform: UserPath.argument)
  var confusion: String?

  @Option(
    help: "File for a drawing of the worst mistakes (SVG).",
    completion: .file(extensions: ["svg"]), transform: UserPath.argument)
  var mistakes: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  private struct Result: Encodable {
    let testAccuracy, testError, testLoss: Double
    let report: ClassificationReport?

    private enum Key: CodingKey { case testAccuracy, testError, testLoss }

    /// The figures, and beside them what the report has.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(testAccuracy, forKey: .testAccuracy)
      try container.encode(testError, forKey: .testError)
      try container.encode(testLoss, forKey: .testLoss)
      try report?.encode(to: encoder)
    }
  }

  func run() throws {
    let confusionFile = try confusion.map { try OutputFile($0, option: "--confusion") }
    let mistakesFile = try mistakes.map { try OutputFile($0, option: "--mistakes") }
    let folder = RunFolder(URL(filePath: folder))
    let (method, configuration) = try folder.checkedConfiguration(place.place)
    let context = RunContext(folder: folder, recorders: [ProgressPrinter(title: "")])
    let result = try method.run.init(configuration, context: context).evaluateSavedModel()
    if let details = result.details {
      let title = configuration.title
      try confusionFile?.write(details.confusion(title: title))
      try mistakesFile?.write(details.mistakes(title: "\(title): worst mistakes"))
    }
    let evaluation = result.evaluation
    if json {
      return try printJSON(
        Result(
          testAccuracy: evaluation.accuracy, testError: errorRate(accuracy: evaluation.accuracy),
          testLoss: evaluation.loss, report: result.details?.report))
    }
    print(
      String(
        format: "test accuracy %.2f %%, error %.2f %%, loss %.4f", evaluation.accuracy * 100,
        (1 - evaluation.accuracy) * 100, evaluation.loss))
    if let report = result.details?.report { print("\n\(report.text)") }
  }
}
