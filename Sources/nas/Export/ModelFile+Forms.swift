internal import Architectures
internal import Export
internal import Inference
internal import Torch
internal import Training

// A trained network in the forms that others compute.
extension ModelFile {
  /// The network by libtorch and our kernels, on the CPU.
  func classifier() throws(StateError) -> any ImageClassifier {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 0))
    let classifier = architecture.classifier(
      image: description.imageShape, classes: description.classes, computation: Computation(),
      in: store.root)
    try store.load(
      network.weights.mapValues { Tensor($0.values, shape: $0.shape, device: .cpu) })
    return classifier
  }

  /// The network for the formats of others, with free texts.
  func exported(metadata: [String: String] = [:]) throws(ExportError) -> ExportedNetwork {
    try ExportedNetwork(
      name: description.name, network: network, classNames: description.classNames,
      normalization: description.normalization, metadata: metadata)
  }
}
