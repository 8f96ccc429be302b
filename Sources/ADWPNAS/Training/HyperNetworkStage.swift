package import Architectures
internal import Datasets
package import Search
package import Torch
package import Tracking
package import Training

/// Trains what gives networks their weights, by random networks: one update per batch (section 2).
package final class HyperNetworkStage<Network: SearchableNetwork>: Stage {
  package let name: StageName
  package let hyperNetwork: HyperNetwork<Network>
  private let options: HyperNetworkTrainingOptions
  private let data: SearchData
  private let microBatchSize, evaluationBatchSize: Int
  private let images: DeviceImageSet
  private var stream: BatchStream
  private let validation: [Int32]
  private let sampler: NetworkSampler<Network>
  /// What is measured after every epoch.
  private let measured: Network
  private let seed: Seed
  private let conditions: [Int]
  /// What moves the weights.
  package var trainer: TrainerStep<SGD>

  /// Prepares the training.
  ///
  /// - Parameters:
  ///   - hyperNetwork: As it starts.
  ///   - options: The run's.
  ///   - images: The training set.
  ///   - indices: The images trained on.
  ///   - validation: Held-out images, on which the largest network is measured after every epoch; with limits, the first
  ///     random one.
  ///   - lastDepth: For the training of a copy, the blocks that its networks have in the last stage (few-shot NAS, Zhao
  ///     et al., 2021).
  ///   - seed: Of the run.
  package init(
    _ hyperNetwork: HyperNetwork<Network>, options: ADWPNASOptions, images: DeviceImageSet,
    indices: [Int32], validation: [Int32], lastDepth: Int? = nil, seed: Seed
  ) {
    name = lastDepth.map { .copy(lastDepth: $0) } ?? .hyperNetwork
    self.hyperNetwork = hyperNetwork
    let space = hyperNetwork.space
    let training = lastDepth == nil ? options.training : options.training.ofCopies
    self.options = training
    data = options.data
    microBatchSize = options.microBatchSize
    evaluationBatchSize = options.evaluation.batchSize
    self.images = images
    self.validation = validation
    self.seed = seed.derived(name.key)
    sampler = NetworkSampler(
      space, training.sampling, bins: training.bins, tries: training.binTries,
      isCanonical: training.canonical, lastDepth: lastDepth,
      limits: training.withinLimits
        ? SearchLimits(
          space, image: hyperNetwork.image, classes: hyperNetwork.classes,
          options: options.search, latency: { _ in 0 }) : nil,
      seed: self.seed.derived("networks"))
    measured =
      training.withinLimits
      ? sampler.network(0).canonical
      : (lastDepth.map(space.largest(lastDepth:)) ?? space.largest).canonical
    let weights = hyperNetwork.store.tensors(role: .weight)
    conditions = hyperNetwork.conditions
    trainer = TrainerStep(
      weights,
      optimizer: SGD(
        weights,
        options: SGD.Options(
          momentum: training.momentum, weightDecay: training.weightDecay, nesterov: true)),
      clip: training.gradientClip,
      average: training.averageDecay > 0
        ? WeightAverage(hyperNetwork.store, decay: training.averageDecay) : nil)
    stream = BatchStream(
      indices, batchSize: training.batchSize, seed: self.seed.derived("order"))
  }

  package var epochs: Int { options.epochs }
  package var stepsPerEpoch: Int { stream.batchesPerPass }
  /// A batch once for each network that learns from it.
  package var imagesLearned: Int {
    epochs * stream.indices.count
      * (options.networksPerStep + (options.sandwich == .off ? 0 : 2))
  }

  package func step(_ position: StepPosition, meter: inout Meter) throws {
    let batch = images.batch(
      stream.batch(position.number),
      augmentation: Augmentation(cropPadding: data.cropPadding, flip: data.flip),
      using: Generator(seed: seed.derived("augmentation", position.number).value))
    let networks = networks(position)
    var sum = GradientSum()
    for part in MicroBatches(batch, size: microBatchSize).parts {
      // The mean over networks, so that rate and clipping mean the same for any number of them [R].
      let share = Double(part.count) / Double(batch.count) / Double(networks.count)
      try addGradients(of: networks, on: part, share: share, to: &sum, meter: &meter)
    }
    let isConditioned =
      Double(position.number) >= options.conditionStart * Double(position.count)
    sum.scale(conditions, by: isConditioned ? options.conditionRate : 0)
    // What no network of the step uses rests.
    try trainer.update(
      gradients: sum.gradients, at: sum.positions, number: position.number,
      rate: options.rate(
        at: position.number, of: position.count, stepsPerEpoch: stepsPerEpoch))
  }

  /// The networks of a step; with the sandwich rule, the largest one comes first.
  private func networks(_ position: StepPosition) -> [Network] {
    let first = position.number * options.networksPerStep
    let random = (first..<first + options.networksPerStep).map { sampler.network($0) }
    return options.sandwich == .off
      ? random : [hyperNetwork.space.largest, hyperNetwork.space.smallest] + random
  }

  private func addGradients(
    of networks: [Network], on part: Batch, share: Double, to sum: inout GradientSum,
    meter: inout Meter
  ) throws {
    var teacher: Tensor?
    for (number, network) in networks.enumerated() {
      let generated = hyperNetwork.weights(of: network)
      let logits = hyperNetwork.plan(of: network).logits(
        part.images, weights: generated, mode: .batchStatistics)
      let loss =
        teacher.map { logits.crossEntropy(with: $0) }
        ?? logits.crossEntropy(with: part.labels, labelSmoothing: options.labelSmoothing)
      // The last network is a random one; with the sandwich rule, the first are always the same.
      if number == networks.count - 1 {
        let counted = withoutGradient { logits.detached().crossEntropy(with: part.labels) }
        meter.count(loss: counted, logits: logits, labels: part.labels)
      }
      let positions = hyperNetwork.parameters(of: generated.places)
      sum.add(
        try loss.lossGradients(withRespectTo: positions.map { trainer.parameters[$0] }),
        at: positions,
        share: share)
      if options.sandwich == .distilled, teacher == nil { teacher = logits.detached().softmax() }
    }
  }

  package func finishEpoch(_ epoch: Int) throws -> [String: Double] {
    guard !validation.isEmpty else { return [:] }
    let evaluation = try withoutGradient {
      let weights = hyperNetwork.weights(of: measured)
      let plan = hyperNetwork.plan(of: measured)
      return try Evaluation(
        on: images, indices: validation, batchSize: evaluationBatchSize
      ) {
        plan.logits($0, weights: weights, mode: .batchStatistics)
      }
    }
    return evaluation.epochValues
  }

  package var columns: [EpochColumn] { [.validation] }

  package var buffers: [Tensor] { hyperNetwork.store.tensors(role: .buffer) }

  /// Leaves the weights that are kept in the end: their average, where there is one.
  package func keepAverage() { trainer.average?.replaceParameters() }

  package var state: [String: Tensor] {
    hyperNetwork.store.state.merging(trainer.state) { $1 }
  }

  package func restore(_ state: [String: Tensor]) throws(StateError) {
    try hyperNetwork.store.load(state)
    try trainer.load(state)
  }
}
