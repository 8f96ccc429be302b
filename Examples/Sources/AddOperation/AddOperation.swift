import Architectures
import Foundation
import HMNAS
import Search
import Shapes
import Tracking

extension Architectures.Operation {
  /// ReLU, 3x3 convolution, batch normalisation.
  ///
  /// What it computes is said once, as a piece of a graph. Its cost, its weights, its drawing, its training and its
  /// exports follow from that.
  static let convolution3x3 = Architectures.Operation(
    "conv_3x3", chip: Chip("c3", colour: "#7a5195")
  ) { graph, input, site in
    let output = graph.convolution(
      graph.relu(input), name: "conv", channels: input.shape.channels, kernelSize: 3,
      stride: site.stride, padding: 1)
    return graph.normalization(output, name: "bn", hasWeights: site.hasWeights)
  }
}

/// Searches with a candidate operation of the program's own.
///
///     swift run --package-path Examples AddOperation FOLDER
@main
enum AddOperation {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: AddOperation <new folder>")
      exit(64)
    }
    // Options and files name it from here on.
    Operation.register(.convolution3x3)
    let folder = URL(filePath: CommandLine.arguments[1])
    let search = try NetworkSearch(
      HMNASRun.self, images: Shapes.source(count: 600),
      options: [
        "operations": "conv_3x3+skip_connect+max_pool_3x3", "channels": 4, "training-images": 0,
        "search-epochs": 2, "mask-epochs": 1, "tune-epochs": 2, "batch-size": 16,
      ], seed: 1, folder: folder)
    let summary = try search.run()
    let network = try RunFolder(folder).readArchitecture()
    let graph = network.graph(
      image: ImageShape(channels: 1, height: 16, width: 16), classes: Shapes.names.count)
    let kept = graph.weights.count { $0.name.contains(".conv_3x3.conv.") }
    print("test accuracy \(summary.testAccuracy); \(kept) of its operations are conv_3x3")
  }
}
