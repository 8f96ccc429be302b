public import Architectures
internal import Datasets
internal import Foundation
internal import Torch
public import Tracking

extension RunSetup {
  /// Measures the network of `architecture.json` with the weights of `model.safetensors` on the test set.
  public func evaluateSavedModel(
    batchSize: Int, computation: Computation, microBatchSize: Int
  ) throws -> TestResult {
    try configureLibtorch()
    let architecture = try folder.readArchitecture()
    let state = try Safetensors(contentsOf: folder.model, device: device).tensors
    let store = ParameterStore(device: device, generator: Generator(seed: configuration.seed))
    let network = architecture.classifier(
      image: dataset.imageShape, classes: dataset.classes, computation: computation,
      in: store.root)
    let needed = state.filter { store[$0.key] != nil }
    if let reason = Self.fault(of: needed) {
      throw RunError.malformed(path: folder.model.path, reason: reason)
    }
    do {
      try store.load(state)
    } catch {
      throw RunError.malformed(path: folder.model.path, reason: "\(error)")
    }
    let batchSize = architecture.evaluationBatchSize(
      batchSize, computation, microBatchSize: microBatchSize, on: device)
    let test = try testSet(batchSize: batchSize)
    let evaluation = try test.evaluation(of: "network", network.logits)
    guard evaluation.loss.isFinite else {
      throw RunError.malformed(
        path: folder.model.path, reason: "with its weights, the loss is not a finite number")
    }
    return try TestResult(evaluation: evaluation, details: test.details(of: "network"))
  }

  /// Why tensors cannot be weights.
  private static func fault(of weights: [String: Tensor]) -> String? {
    for (name, tensor) in weights.sorted(by: { $0.key < $1.key })
    where !tensor.elementType.isFloatingPoint {
      return "tensor \(name) is of type \(tensor.elementType.rawValue), expected float32"
    }
    return weights.firstNotFinite.map { "tensor \($0) has numbers that are not finite" }
  }

  /// Writes `architecture.json` and `architecture.svg`.
  public func write(_ architecture: Architecture, title: String) throws {
    try folder.write(architecture, to: folder.architecture)
    try draw(architecture, title: heading(title))
  }

  /// Writes `architecture.svg` with the accuracy, and `summary.json`, with which the run is complete.
  public func write(_ summary: Summary, title: String) throws {
    // A search that ends before it compares networks has found none.
    if FileManager.default.fileExists(atPath: folder.architecture.path) {
      try draw(folder.readArchitecture(), title: summary.heading(heading(title)))
    }
    try folder.write(summary, to: folder.summary)
    try context.record(.complete(summary))
  }

  private func heading(_ title: String) -> String {
    "\(title) on \(dataset.title), seed \(configuration.seed)"
  }

  private func draw(_ architecture: Architecture, title: String) throws {
    let svg = architecture.drawing(
      title: title, image: dataset.imageShape, classes: dataset.classes)
    try folder.write(svg, to: folder.drawing)
  }
}
