package import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking

extension RunSetup {
  /// Measures the network of `architecture.json` with the weights of `model.safetensors` on the test set.
  package func evaluateSavedModel(
    batchSize: Int, computation: Computation, microBatchSize: Int
  ) throws -> Evaluation {
    try configureLibtorch()
    let architecture = try folder.readArchitecture()
    let state = try Safetensors(contentsOf: folder.model, device: device)
    let store = ParameterStore(device: device, generator: Generator(seed: configuration.seed))
    let network = architecture.classifier(
      image: dataset.imageShape, classes: dataset.classes, computation: computation,
      in: store.root)
    do {
      try store.load(state.tensors)
    } catch {
      throw RunError.malformed(path: folder.model.path, reason: "\(error)")
    }
    let batchSize = architecture.evaluationBatchSize(
      batchSize, computation, microBatchSize: microBatchSize, on: device)
    return try testSet(batchSize: batchSize).evaluation(of: "network", network.logits)
  }

  /// Writes `architecture.json` and `architecture.svg`.
  package func write(_ architecture: Architecture, title: String) throws {
    try folder.write(architecture, to: folder.architecture)
    let svg = architecture.drawing(
      title: "\(title) on \(dataset.title), seed \(configuration.seed)",
      image: dataset.imageShape, classes: dataset.classes)
    try folder.write(svg, to: folder.drawing)
  }
}
