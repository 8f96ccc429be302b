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
    network = try model.classifier()
    classifier = try Classifier(model, threads: threads)
    onnxruntime = try ONNXRuntimeTimer(ONNXModel(model.exported()).bytes(), threads: threads)
  }

  /// The median seconds of each runtime for a batch, with progress in rounds.
  func times(
    batch: Int, rounds: Int, progress: (_ done: Int, _ count: Int) -> Void
  ) throws -> NetworkTimingReport.Batch {
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
      progress(round + 1, rounds + 1)
      guard round > 0 else { continue }
      for (name, time) in turn { times[name, default: []].append(time) }
    }
    return NetworkTimingReport.Batch(
      images: batch, seconds: times.mapValues { $0.sorted()[$0.count / 2] })
  }
}
