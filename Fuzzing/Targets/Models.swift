internal import Architectures
internal import Export
internal import Foundation
internal import Inference

/// Reads a network with its weights and images and exports it; one that is small enough classifies two images.
func readModel(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let model = try ModelFile(Data(bytes))
    let copy = try ModelFile(model.encoded())
    precondition(copy == model, "a model changes when it is written and read")
    let (data, graph) = (model.description, model.network.graph)
    let exported = try ExportedNetwork(
      name: data.name, network: model.network, classNames: data.classNames,
      normalization: data.normalization)
    _ = try ONNXModel(exported).bytes()
    _ = try PyTorchModel(exported)
    let values = graph.nodes.reduce(0) { $0 + $1.output.channels * $1.output.area }
    // What takes long to compute is not looked at further.
    guard graph.cost.multiplyAdds < 200_000, values < 50_000 else { return }
    let shape = data.imageShape
    let pixels = (0..<2 * shape.channels * shape.area).map { UInt8(truncatingIfNeeded: 37 * $0) }
    // What overflows a float may not overflow the other mode: each may refuse by itself.
    let answers = [GraphExecutor.Mode.fused, .plain].map { mode in
      Result { try Classifier(model, mode: mode).predictions(pixels: pixels, top: data.classes) }
    }
    for predictions in try answers.map({ try $0.get() }) {
      precondition(
        predictions.map(\.count) == [data.classes, data.classes]
          && predictions.joined().allSatisfy { (0...1).contains($0.probability) },
        "the predictions are \(predictions)")
    }
  }
}
