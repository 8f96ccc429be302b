public import Architectures
internal import Datasets
public import Torch
public import Tracking

/// Trains a network to its end: SGD along a cosine, with augmentation, drop path and an auxiliary classifier (DARTS).
public final class FinalTrainingStage: Stage {
  /// As in metrics and checkpoints; all randomness depends on it.
  public let name: StageName
  /// What is trained.
  public let network: any ImageClassifier
  /// The network's parameters.
  public let store: ParameterStore
  let options: FinalTrainingOptions
  private let images: DeviceImageSet
  private var stream: BatchStream
  let validation: [Int32]
  private let seed: Seed
  /// What a budget has decided; nil before, and without one.
  var fittedEpochs: Int?
  /// What moves the weights.
  public var trainer: TrainerStep<SGD>

  /// Prepares the training of a network.
  ///
  /// - Parameters:
  ///   - name: As in metrics and checkpoints; all randomness of the stage depends on it.
  ///   - network: Its weights as they start, in `store`; with an auxiliary classifier where the options give one a
  ///     weight.
  ///   - store: Holds nothing but the network.
  ///   - weightMasks: Of 0 and 1, by weight name; a weight under 0 that starts at 0 stays there.
  ///   - options: The recipe.
  ///   - images: The training set.
  ///   - indices: The images trained on.
  ///   - validation: Held-out images, on which the network is measured after every epoch.
  ///   - seed: Of the run.
  public init(
    _ name: StageName, network: any ImageClassifier, store: ParameterStore,
    weightMasks: [String: Tensor] = [:], options: FinalTrainingOptions, images: DeviceImageSet,
    indices: [Int32], validation: [Int32] = [], seed: Seed
  ) {
    self.name = name
    self.network = network
    self.store = store
    self.options = options
    self.images = images
    self.validation = validation
    self.seed = seed.derived(name.key)
    let weights = store.tensors(role: .weight)
    trainer = TrainerStep(
      weights,
      optimizer: SGD(
        weights,
        options: SGD.Options(momentum: options.momentum, weightDecay: options.weightDecay)),
      clip: options.gradientClip,
      average: options.averageDecay > 0 ? WeightAverage(store, decay: options.averageDecay) : nil,
      transformation: Self.masking(store.parameters(role: .weight), by: weightMasks))
    stream = BatchStream(
      indices, batchSize: options.batchSize, seed: self.seed.derived("order"))
  }

  /// Those that a budget gives, or else those of the recipe.
  public var epochs: Int { fittedEpochs ?? options.epochs }
  /// Batches of a pass over the images.
  public var stepsPerEpoch: Int { stream.batchesPerPass }
  var imagesPerEpoch: Int { stream.indices.count }
  /// All images in every epoch.
  public var imagesLearned: Int { epochs * imagesPerEpoch }

  /// Trains on one batch and counts it.
  public func step(_ position: StepPosition, meter: inout Meter) throws {
    let generator = Generator(seed: seed.derived("augmentation", position.number).value)
    let batch = images.batch(
      stream.batch(position.number),
      augmentation: Augmentation(
        cropPadding: options.cropPadding, flip: options.flip, cutout: options.cutout),
      using: generator)
    let probability = options.dropPath * Double(position.epoch) / Double(epochs)
    let dropPath =
      probability > 0 ? DropPath(probability: probability, generator: generator) : nil
    let rate = Schedule.cosine(start: options.learningRate, end: options.finalLearningRate)
      .rate(at: position.number, of: position.count)
    try trainer(
      on: MicroBatches(batch, size: options.microBatchSize), number: position.number, rate: rate
    ) { part in
      // [D] With micro-batches, batch normalisation sees a part, and drop path draws for one part after the other.
      loss(on: part, dropPath: dropPath, meter: &meter)
    }
  }

  /// What multiplies gradients by the masks of their weights; nil where none has one.
  ///
  /// Weights under mask 0 are exactly 0 and, with neither gradient nor momentum, stay so; the norm that is clipped is
  /// that of the others.
  private static func masking(
    _ weights: [Parameter], by masks: [String: Tensor]
  ) -> (([Tensor]) -> Void)? {
    let masked = weights.enumerated().compactMap { index, weight in
      masks[weight.name].map { (index: index, mask: $0) }
    }
    guard !masked.isEmpty else { return nil }
    return { gradients in
      masked.map { gradients[$0.index] }.multiply(by: masked.map(\.mask))
    }
  }

  private func loss(on part: Batch, dropPath: DropPath?, meter: inout Meter) -> Tensor {
    func loss(_ logits: Tensor) -> Tensor {
      logits.crossEntropy(with: part.labels, labelSmoothing: options.labelSmoothing)
    }
    let (logits, auxiliary) = network(part.images, mode: .training, dropPath: dropPath)
    var sum = loss(logits)
    meter.count(loss: sum, logits: logits, labels: part.labels)
    if let auxiliary { sum = sum.adding(loss(auxiliary), scaledBy: options.auxiliaryWeight) }
    return sum
  }

  /// Running statistics.
  public var buffers: [Tensor] { store.tensors(role: .buffer) }

  /// Loss and accuracy on the held-out images, where there are any.
  public func finishEpoch(_ epoch: Int) throws -> [String: Double] {
    guard !validation.isEmpty else { return [:] }
    return try validate().epochValues
  }

  /// Loss and accuracy on held-out images.
  public var columns: [EpochColumn] { [.validation] }

  /// Measures the network, as it would be kept, on the held-out images.
  public func validate() throws -> Evaluation { try validations(for: [.loss])[0] }

  /// The same for each measure that networks are ranked by.
  public func validations(for measures: [RankingMeasure]) throws -> [Evaluation] {
    try withKeptWeights {
      try Evaluation.each(
        of: measures, on: images, indices: validation,
        batchSize: options.microBatchSize > 0
          ? min(options.microBatchSize, options.evaluationBatchSize)
          : options.evaluationBatchSize,
        classifier: network.logits)
    }
  }

  /// Runs `body` with the weights that are kept in the end: their average, where there is one.
  public func withKeptWeights<Result>(_ body: () throws -> Result) rethrows -> Result {
    try trainer.average?.applied(body) ?? body()
  }

  private static let fittedKey = "budget.epochs"

  /// Parameters, statistics, optimiser and average, and the epochs that a budget has decided.
  public var state: [String: Tensor] {
    var state = store.state.merging(trainer.state) { $1 }
    if let fittedEpochs {
      state[Self.fittedKey] = Tensor([Int64(fittedEpochs)], shape: [1])
    }
    return state
  }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(StateError) {
    if let saved = state[Self.fittedKey] {
      guard saved.shape == [1], saved.elementType == .int64,
        let epochs = saved.elements(as: Int64.self).first,
        FinalTrainingOptions.epochCounts.contains(Int(epochs))
      else { throw .shape(Self.fittedKey, expected: [1], found: saved.shape) }
      fittedEpochs = Int(epochs)
    }
    try store.load(state)
    try trainer.load(state)
  }
}
