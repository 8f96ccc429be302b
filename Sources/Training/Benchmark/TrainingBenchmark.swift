package import Architectures
package import Torch

/// Times steps of a network's final training on random images: forward, backward, clipping, SGD with Nesterov's
/// momentum.
package struct TrainingBenchmark {
  package let architecture: Architecture
  package let image: ImageShape
  package let classes: Int
  package let batchSize: Int
  package let device: Device

  /// Builds the network for images of a shape.
  package init(
    _ architecture: Architecture, image: ImageShape, classes: Int, batchSize: Int, device: Device
  ) {
    self.architecture = architecture.adapted(to: image, classes: classes)
    self.image = image
    self.classes = classes
    self.batchSize = batchSize
    self.device = device
  }

  /// What a training with batches of the size needs of memory, in bytes; an estimate.
  package var memory: Int {
    architecture.trainingMemory(
      image: image, classes: classes, batchSize: batchSize,
      model: architecture.memoryModel(Computation(), on: device))
  }

  /// Medians over the steps, in seconds.
  package struct Result: Codable, Hashable, Sendable {
    package var secondsPerStep, forwardSeconds, backwardSeconds, optimizerSeconds: Double
    /// Of the fastest step.
    package var leastSecondsPerStep: Double
    package var imagesPerSecond: Double
    /// Largest memory of the whole process so far.
    package var peakMemoryBytes: Int
    package var parameters: Int
    /// Of the forward pass.
    package var multiplyAddsPerImage: Int
    package var loss: Double
  }

  /// Makes `warmUp` steps that do not count, then `steps` that do.
  ///
  /// - Parameters:
  ///   - steps: Steps that count.
  ///   - warmUp: Steps before them.
  ///   - progress: Told after every step how many of all are done.
  /// - Returns: Medians over the steps that count.
  /// - Throws: `OutOfMemory`, and `NonFiniteLoss` where the weights diverge.
  package func run(
    steps: Int, warmUp: Int, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws -> Result {
    let generator = Generator(seed: 1)
    let store = ParameterStore(device: device, generator: generator)
    let network = architecture.classifier(
      image: image, classes: classes, computation: Computation(), in: store.root)
    let weights = store.tensors(role: .weight)
    var trainer = TrainerStep(
      weights,
      optimizer: SGD(
        weights, options: SGD.Options(momentum: 0.9, weightDecay: 3e-4, nesterov: true)),
      clip: 5)
    let batch = MicroBatches(
      Batch(
        images: generator.normal(
          [batchSize, image.channels, image.height, image.width], device: device
        ).contiguous(.channelsLast),
        labels: generator.integers([batchSize], in: 0..<classes, device: device)), size: 0)

    var times: [(forward: Double, backward: Double, optimizer: Double, whole: Double)] = []
    var lastLoss = 0.0
    for step in 0..<warmUp + steps {
      let began = now()
      var forward = began
      let gradients = try trainer.gradients(on: batch) { part in
        let loss = network(part.images, mode: .training, dropPath: nil).logits
          .crossEntropy(with: part.labels)
        lastLoss = loss.item
        forward = now()
        return loss
      }
      let backward = now()
      try trainer.update(gradients: gradients, number: step, rate: 0.01)
      let end = now()
      progress(step + 1, warmUp + steps)
      guard step >= warmUp else { continue }
      times.append((forward - began, backward - forward, end - backward, end - began))
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let seconds = median(times.map(\.whole))
    let cost = architecture.cost(image: image, classes: classes)
    return Result(
      secondsPerStep: seconds, forwardSeconds: median(times.map(\.forward)),
      backwardSeconds: median(times.map(\.backward)),
      optimizerSeconds: median(times.map(\.optimizer)),
      leastSecondsPerStep: times.map(\.whole).min() ?? seconds,
      imagesPerSecond: Double(batchSize) / seconds, peakMemoryBytes: PeakMemory.bytes,
      parameters: cost.parameters, multiplyAddsPerImage: cost.multiplyAdds, loss: lastLoss)
  }
}
