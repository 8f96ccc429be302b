package import Architectures
package import Datasets
package import Torch
package import Training

/// Stage 3: trains the surviving weights of the carved network (section 3.4).
package final class FineTuningStage: Stage {
  package let name: String
  package let network: MaskedNetwork
  package let store: ParameterStore
  private let options: HMNASOptions
  private let images: DeviceImageSet
  private var stream: BatchStream
  private let seed: Seed
  private let weights: [Tensor]
  private let optimizer: SGD
  /// Which weights have masks, and their masks.
  private let masked: [Int]
  private let masks: [Tensor]

  /// Builds the carved network and loads what the masks left of the supernet; `indices` name the whole training set.
  ///
  /// - Throws: `StateError` when the carving's state lacks a tensor.
  package init(
    _ name: String, carving: Carving, options: HMNASOptions, images: DeviceImageSet,
    indices: [Int32], seed: Seed, device: Device
  ) throws(StateError) {
    self.name = name
    self.options = options
    self.images = images
    self.seed = seed.derived(name)
    store = ParameterStore(
      device: device, generator: Generator(seed: self.seed.derived("auxiliary weights").value))
    network = MaskedNetwork(
      carving.architecture, auxiliary: options.tuning.auxiliaryWeight > 0,
      computation: options.network.computation, in: store.root)
    try store.load(
      carving.state.merging(store.state.filter { $0.key.hasPrefix("auxiliary.") }) { $1 })
    let weights = store.parameters(role: .weight)
    self.weights = weights.map(\.tensor)
    let pairs = weights.enumerated().compactMap { index, weight in
      carving.weightMasks[weight.name].map { (index, $0) }
    }
    masked = pairs.map(\.0)
    masks = pairs.map(\.1)
    optimizer = SGD(
      self.weights,
      options: SGD.Options(
        momentum: options.tuning.momentum, weightDecay: options.tuning.weightDecay))
    stream = BatchStream(
      indices, batchSize: options.tuning.batchSize, seed: self.seed.derived("order"))
  }

  package var epochs: Int { options.tuning.epochs }
  package var stepsPerEpoch: Int { stream.batchesPerPass }

  package func step(_ position: StepPosition, meter: inout Meter) {
    let tuning = options.tuning
    let generator = Generator(seed: seed.derived("augmentation", position.number).value)
    let batch = images.batch(
      stream.batch(position.number),
      augmentation: Augmentation(
        cropPadding: options.data.cropPadding, flip: options.data.flip, cutout: tuning.cutout),
      using: generator)
    let progress = Double(position.epoch) / Double(epochs)
    let probability = tuning.dropPath * progress
    let dropPath =
      probability > 0 ? DropPath(probability: probability, generator: generator) : nil
    let gradients = MicroBatches(batch, size: options.microBatchSize).accumulated { part in
      // [D] With micro-batches, batch normalisation sees a part, and drop path draws for one part after the other.
      let (logits, auxiliary) = network(part.images, mode: .training, dropPath: dropPath)
      var loss = logits.crossEntropy(with: part.labels)
      meter.count(loss: loss, logits: logits, labels: part.labels)
      if let auxiliary {
        loss = loss.adding(
          auxiliary.crossEntropy(with: part.labels), scaledBy: tuning.auxiliaryWeight)
      }
      return loss.gradients(withRespectTo: weights)
    }
    // Weights under mask 0 are exactly 0 and, with neither gradient nor momentum, stay so; the norm is that of the others.
    masked.map { gradients[$0] }.multiply(by: masks)
    gradients.clipNorm(to: tuning.gradientClip)
    let rate = Schedule.cosine(start: tuning.learningRate, end: tuning.finalLearningRate)
      .rate(at: position.number, of: position.count)
    optimizer.step(gradients: gradients, rate: rate)
  }

  package func finishEpoch(_ epoch: Int) -> [String: Double] { [:] }

  package var state: [String: Tensor] {
    store.state.merging(optimizer.momenta.named("momentum")) { $1 }
  }

  package func restore(_ state: [String: Tensor]) throws(StateError) {
    try store.load(state)
    try optimizer.momenta.load(state, named: "momentum")
  }
}
