internal import Architectures
internal import Export
internal import Foundation
internal import Inference
internal import Torch
internal import Training

/// Times the runtimes that a network can be classified by, in turns.
struct NetworkTiming {
  private let model: ModelFile
  private let network: any ImageClassifier
  private let classifier: Classifier
  private let onnxruntime: ONNXRuntimeTimer?

  /// Prepares a network for every runtime that is there.
  init(_ model: ModelFile, threads: Int) throws {
    self.model = model
    let data = model.description
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 0))
    network = model.architecture.classifier(
      image: data.imageShape, classes: data.classes, computation: Computation(), in: store.root)
    try store.load(
      model.network.weights.mapValues { Tensor($0.values, shape: $0.shape, device: .cpu) })
    classifier = try Classifier(model, threads: threads)
    let exported = try ExportedNetwork(
      name: data.name, network: model.network, classNames: data.classNames,
      normalization: data.normalization)
    onnxruntime = try ONNXRuntimeTimer(ONNXModel(exported).bytes(), threads: threads)
  }

  /// The median seconds of each runtime for a batch.
  func times(batch: Int, rounds: Int) throws -> NetworkTimingReport.Batch {
    let shape = model.description.imageShape
    let images = Generator(seed: 1).normal([batch, shape.channels, shape.height, shape.width])
    let values: [Float] = images.elements()
    func seconds(_ body: () throws -> Void) rethrows -> Double {
      let began = now()
      try body()
      return now() - began
    }
    var times: [String: [Double]] = [:]
    // The first turn warms up.
    for round in 0...rounds {
      var turn = [
        // Reading the logits waits for them.
        "swift-nas": seconds {
          _ = withoutGradient { network.logits(images) }.elements() as [Float]
        },
        "Inference": try seconds { _ = try classifier.logits(images: values) },
      ]
      if let onnxruntime { turn[onnxruntime.name] = try onnxruntime.seconds(batch: batch) }
      try Libtorch.checkMemory()
      guard round > 0 else { continue }
      for (name, time) in turn { times[name, default: []].append(time) }
    }
    return NetworkTimingReport.Batch(
      images: batch, seconds: times.mapValues { $0.sorted()[$0.count / 2] })
  }
}

/// Seconds for a batch, by runtime.
struct NetworkTimingReport: Encodable {
  struct Batch: Encodable {
    let images: Int
    let seconds: [String: Double]
  }

  let multiplyAddsPerImage: Int
  let threads: Int
  let batches: [Batch]

  /// A table for people.
  var lines: [String] {
    let names = Set(batches.flatMap(\.seconds.keys)).sorted()
    let width = (names.map(\.count).max() ?? 0) + 2
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let head = [
      String(
        format: "%.1f M multiply-adds per image, ", Double(multiplyAddsPerImage) / 1e6)
        + counted(threads, "thread")
    ]
    return head
      + batches.flatMap { batch in
        ["batch of \(batch.images)"]
          + names.compactMap { name in
            batch.seconds[name].map { seconds in
              "  " + padded(name, width)
                + String(
                  format: "%9.3f ms %9.0f images/s", seconds * 1e3,
                  Double(batch.images) / seconds)
            }
          }
      }
  }
}
