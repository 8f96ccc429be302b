internal import ArgumentParser
internal import Datasets

/// A trained network, as `nas export` and `nas bench` take it.
struct TrainedNetworkOptions: ParsableArguments {
  @Argument(
    help: "Folder of a finished run, or an architecture.json.", completion: .run(orFiles: ["json"]),
    transform: UserPath.argument)
  var source: String

  @Option(
    help: "For an architecture: its weights. (default: model.safetensors beside it)",
    completion: .file(extensions: ["safetensors"]), transform: UserPath.argument)
  var weights: String?

  @Option(help: "For an architecture: the images that it was trained on.")
  var dataset: Dataset?

  /// Reads it.
  func network() throws -> TrainedNetwork {
    try TrainedNetwork(source, weights: weights, dataset: dataset)
  }
}
