import Datasets
import Foundation
import HMNAS
import Inference
import Search
import Shapes
import Tracking

/// Searches a network for images that the program has in memory, watches the search, and classifies with what it found.
///
///     swift run --package-path Examples SearchPixels FOLDER
@main
enum SearchPixels {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: SearchPixels <new folder>")
      exit(64)
    }
    let folder = URL(filePath: CommandLine.arguments[1])
    // The options are those of `nas config hm-nas`; a fifth of the images is set aside as the test part.
    let search = try NetworkSearch(
      HMNASRun.self, images: Shapes.source(count: 600),
      options: [
        "channels": 4, "training-images": 0, "search-epochs": 2, "mask-epochs": 1, "tune-epochs": 4,
        "batch-size": 16,
      ], seed: 1, folder: folder)
    // A folder that has the run already goes on where it was, or gives its result.
    let summary = try search.run { event in
      guard case .epoch(let epoch) = event else { return }
      let accuracy = Int((epoch.record.accuracy * 100).rounded())
      print(
        "\(epoch.stage.title), epoch \(epoch.record.epoch): \(accuracy) % of the training images")
    }
    print("\(summary.parameters) parameters, test accuracy \(summary.testAccuracy)")

    // What a server or an app does with it: no libtorch is needed for this.
    let classifier = try Classifier(ModelFile(run: folder))
    let new = Shapes.images(count: 300, seed: 2)
    let predictions = try classifier.predictions(pixels: new.images)
    let right = zip(predictions, new.labels).count { $0[0].index == Int($1) }
    print("\(right) of \(new.count) new images right, the first is a \(predictions[0][0].name)")
  }
}
