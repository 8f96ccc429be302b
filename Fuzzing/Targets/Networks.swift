internal import Architectures
internal import Foundation
internal import Torch
internal import Training

/// Reads, checks, counts and draws a network; one that is small enough is also computed.
func readArchitecture(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let architecture = try Architecture(json: Data(bytes))
    let copy = try Architecture(json: JSONEncoder().encode(architecture))
    precondition(copy == architecture, "a network changes when it is written and read")
    let (image, classes) =
      architecture.network.ownImages ?? (ImageShape(channels: 3, height: 32, width: 32), 10)
    if let network = architecture.network as? MaskedCellNetwork { _ = network.statistics }
    let cost = architecture.cost(image: image, classes: classes)
    let memory = architecture.trainingMemory(
      image: image, classes: classes, batchSize: 2, model: .reference)
    _ = architecture.evaluationMemory(
      image: image, classes: classes, batchSize: 2, model: .reference)
    _ = architecture.drawing(title: "Found", image: image, classes: classes)
    // What takes long to draw or to compute is not looked at twice.
    guard cost.parameters < 30_000, cost.multiplyAdds < 2_000_000, memory < 200_000_000 else {
      return
    }
    for engine in Engine.allCases {
      compute(architecture, image: image, classes: classes, engine: engine)
    }
  }
}

/// Trains on two images with drop path and classifies them.
private func compute(
  _ architecture: Architecture, image: ImageShape, classes: Int, engine: Engine
) {
  let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
  let network = architecture.classifier(
    image: image, classes: classes, computation: Computation(engine: engine), in: store.root)
  let images = Generator(seed: 2).normal([2, image.channels, image.height, image.width])
  let dropPath = DropPath(probability: 0.5, generator: Generator(seed: 3))
  let logits = network(images, mode: .training, dropPath: dropPath).logits
  precondition(logits.shape == [2, classes], "the logits have the shape \(logits.shape)")
  _ = logits.sum().gradients(withRespectTo: store.tensors(role: .weight))
  withoutGradient { _ = network.logits(images).floats }
}
