import Architectures
import Datasets
import Foundation
import Inference

/// Classifies the test images of Fashion-MNIST with a network that swift-nas found, without libtorch.
///
///     swift run --package-path Examples -c release Classify RUN
///     swift run --package-path Examples -c release Classify network.safetensors
@main
enum Classify {
  static func main() {
    do {
      try classify()
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
      exit(65)
    }
  }

  private static func classify() throws {
    guard CommandLine.arguments.count == 2 else {
      print(
        "usage: Classify <folder of a run, or a file that nas export --format safetensors wrote>")
      exit(64)
    }
    let url = URL(filePath: CommandLine.arguments[1])
    let isRun = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    let model = try isRun ? ModelFile(run: url) : ModelFile(contentsOf: url)
    let classifier = try Classifier(model, threads: ProcessInfo.processInfo.activeProcessorCount)

    let test = try DatasetReader(DatasetLocation(.fashionMNIST)).load(.test)
    let size = test.channels * test.height * test.width
    let began = Date()
    var correct = 0
    for first in stride(from: 0, to: test.count, by: 500) {
      let batch = first..<min(first + 500, test.count)
      let pixels = Array(test.images[batch.lowerBound * size..<batch.upperBound * size])
      let best = try classifier.predictions(pixels: pixels)
      correct += zip(batch, best).count { Int(test.labels[$0]) == $1[0].index }
    }
    let seconds = Date().timeIntervalSince(began)
    print("\(correct) of \(test.count) right, \(Int(Double(test.count) / seconds)) images/s")
  }
}
