internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas evaluate RUN`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a run's final network on the test set, from the saved files alone.",
    usage: "nas evaluate <folder> [<options>]",
    discussion: "Reads config.json, architecture.json and model.safetensors; writes nothing.")

  @Argument(
    help: "Folder of the run.", completion: .directory,
    transform: UserPath.expanded)
  var folder: String

  @OptionGroup var place: PlaceOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  private struct Result: Encodable {
    let testAccuracy, testError, testLoss: Double
  }

  func run() throws {
    let folder = RunFolder(URL(filePath: folder))
    let (method, configuration) = try folder.checkedConfiguration(place.place)
    let context = RunContext(folder: folder)
    let evaluation = try method.run.init(configuration, context: context)
      .evaluateSavedModel()
    if json {
      try printJSON(
        Result(
          testAccuracy: evaluation.accuracy, testError: errorRate(accuracy: evaluation.accuracy),
          testLoss: evaluation.loss))
    } else {
      print(
        String(
          format: "test accuracy %.2f %%, error %.2f %%, loss %.4f", evaluation.accuracy * 100,
          (1 - evaluation.accuracy) * 100, evaluation.loss))
    }
  }
}
