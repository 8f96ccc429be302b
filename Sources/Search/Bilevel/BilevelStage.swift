package import Architectures
internal import Datasets
package import Torch
package import Tracking
package import Training

/// Trains a supernet's weights and its architecture parameters in turn (DARTS, Algorithm 1; HM-NAS, section 3.2).
///
/// How the parameters mix operations and edges is a function: softmax, samples, one-hot paths.
package final class BilevelStage: Stage {
  package let name: StageName
  package let supernet: Supernet
  package let architecture: ArchitectureParameters
  package let store: ParameterStore
  /// Alpha and beta after every epoch.
  package private(set) var history: [ArchitectureParameters] = []
  private let options: BilevelOptions
  private let images: DeviceImageSet
  private let augmentation: Augmentation
  private let passes: (training: Int, evaluation: Int)
  private let validationIndices: [Int32]
  private var trainingStream, validationStream: BatchStream
  private let seed: Seed
  private let mix: (ArchitectureParameters, SearchMoment) throws -> [CellMixing]
  /// What moves the weights, and what moves alpha and beta.
  package var weightTrainer: TrainerStep<SGD>
  package var architectureTrainer: TrainerStep<Adam>

  /// Prepares the training of a supernet.
  ///
  /// - Parameters:
  ///   - name: As in metrics and checkpoints.
  ///   - searched: As it starts.
  ///   - options: Rates, steps and order.
  ///   - images: The training set.
  ///   - augmentation: Of both halves.
  ///   - passes: Images of a pass: in training, 0 for whole batches, and in evaluations.
  ///   - training: The images that the weights learn from.
  ///   - validation: Those that alpha and beta learn from.
  ///   - seed: Of the run.
  ///   - mix: The weights of operations and edges, one for each cell.
  package init(
    _ name: StageName, _ searched: SearchedSupernet, options: BilevelOptions,
    images: DeviceImageSet, augmentation: Augmentation, passes: (training: Int, evaluation: Int),
    training: [Int32], validation: [Int32], seed: Seed,
    mix: @escaping (ArchitectureParameters, SearchMoment) throws -> [CellMixing]
  ) {
    self.name = name
    (store, supernet, architecture) = (searched.store, searched.supernet, searched.architecture)
    self.options = options
    self.images = images
    self.augmentation = augmentation
    self.passes = passes
    self.seed = seed
    self.mix = mix
    validationIndices = validation
    let weights = store.tensors(role: .weight)
    weightTrainer = TrainerStep(
      weights,
      optimizer: SGD(
        weights,
        options: SGD.Options(momentum: options.momentum, weightDecay: options.weightDecay)),
      clip: options.gradientClip)
    architectureTrainer = TrainerStep(
      architecture.tensors,
      optimizer: Adam(
        architecture.tensors,
        options: Adam.Options(
          beta1: options.architectureBeta1, beta2: options.architectureBeta2,
          weightDecay: options.architectureWeightDecay)))
    trainingStream = BatchStream(
      training, batchSize: options.batchSize, seed: seed.derived("training order"))
    // [D] One endless stream over the held-out images, never restarted within a pass.
    validationStream = BatchStream(
      validation, batchSize: options.batchSize, seed: seed.derived("validation order"))
  }

  package var epochs: Int { options.epochs }
  package var stepsPerEpoch: Int { trainingStream.batchesPerPass }

  /// Batches of a step, and what an update of the architecture adds: a held-out batch and, for the second order, the
  /// step's own batch for the weights after it and twice for finite differences.
  package var imagesLearned: Int {
    let ownPasses = options.order == .second ? 3 : 0
    return (0..<epochs * stepsPerEpoch).reduce(0) { sum, number in
      let own = trainingStream.count(number)
      guard updatesArchitecture(StepPosition(number, of: self)) else { return sum + own }
      return sum + own + ownPasses * own + validationStream.count(number)
    }
  }

  /// Decides nothing, and says where the architecture is never updated.
  package func begin(after use: RunUse) throws -> String? {
    guard options.warmStartEpochs >= epochs else { return nil }
    return "The architecture is not learned: warm-start-epochs is \(options.warmStartEpochs), "
      + "expected fewer than the epochs of the search, \(epochs)"
  }

  package func step(_ position: StepPosition, meter: inout Meter) throws {
    let rate = Schedule.cosine(
      start: options.learningRate, end: options.finalLearningRate
    ).rate(at: position.number, of: position.count)
    let batch = batch(
      trainingStream.batch(position.number), stream: "training augmentation", position.number)
    if updatesArchitecture(position) {
      try updateArchitecture(training: batch, position: position, rate: rate)
    }

    let moment = moment("weights", position)
    try weightTrainer(on: batch, number: position.number, rate: rate) { part in
      // [D] With micro-batches, statistics of batch normalisation are those of a part, and the running ones move at
      // each.
      let logits = supernet(part.images, mixing: try mix(architecture, moment), mode: .training)
      let loss = logits.crossEntropy(with: part.labels)
      meter.count(loss: loss, logits: logits, labels: part.labels)
      return loss
    }
  }

  /// Of all passes of an update of the weights, or of the architecture.
  private func moment(_ update: String, _ position: StepPosition) -> SearchMoment {
    SearchMoment(
      progress: Double(position.number) / Double(max(position.count - 1, 1)),
      seed: seed.derived("sampled operations").derived(update, position.number))
  }

  /// Warm start, then a coin whose probability of 1 falls (section 3.2).
  private func updatesArchitecture(_ position: StepPosition) -> Bool {
    let first = options.warmStartEpochs * stepsPerEpoch
    guard position.number >= first else { return false }
    let progress = Double(position.number - first) / Double(max(position.count - first, 1))
    var coin = SplitMix64(seed: seed.derived("architecture update", position.number).value)
    return coin.fraction() < options.updateSchedule.probability(at: progress)
  }

  // [D] In turn at every iteration (Algorithm 1), not per epoch (section 4.2's prose).
  private func updateArchitecture(
    training: MicroBatches, position: StepPosition, rate: Double
  ) throws {
    let validation = batch(
      validationStream.batch(position.number), stream: "validation augmentation", position.number)
    // [D] These passes normalise by the batch and leave the running statistics to the weights' own steps.
    // [D] With micro-batches, by that of a part.
    let moment = moment("architecture", position)
    func gradients(_ batch: MicroBatches, _ tensors: [Tensor]) throws -> [Tensor] {
      try batch.accumulated { part in
        let mixing = try mix(architecture, moment)
        return try supernet(part.images, mixing: mixing, mode: .batchStatistics)
          .crossEntropy(with: part.labels).lossGradients(withRespectTo: tensors)
      }
    }
    let bilevel = ArchitectureGradient(
      weights: weightTrainer.parameters, architecture: architecture.tensors)
    let gradient =
      switch options.order {
      case .first: try bilevel.firstOrder { try gradients(validation, $0) }
      case .second:
        try bilevel.secondOrder(
          training: { try gradients(training, $0) },
          validation: { try gradients(validation, $0) },
          optimizer: weightTrainer.optimizer, rate: rate)
      }
    try architectureTrainer.update(
      gradients: gradient, number: position.number,
      rate: options.architectureLearningRate)
  }

  /// Augmented as a whole, then split: the images do not depend on the parts.
  private func batch(_ indices: [Int32], stream: String, _ number: Int) -> MicroBatches {
    let batch = images.batch(
      indices,
      augmentation: augmentation,
      using: Generator(seed: seed.derived(stream, number).value))
    return MicroBatches(batch, size: passes.training)
  }

  /// Loss and accuracy on the held-out images, with the running statistics.
  package func validate() throws -> Evaluation {
    let mixing = try withoutGradient {
      try mix(architecture, .end)
    }
    return try Evaluation(
      on: images, indices: validationIndices,
      batchSize: passes.evaluation
    ) {
      supernet($0, mixing: mixing, mode: .evaluation)
    }
  }

  package var buffers: [Tensor] { store.tensors(role: .buffer) }

  package func finishEpoch(_ epoch: Int) throws -> [String: Double] {
    history.append(
      ArchitectureParameters(architecture, values: architecture.tensors.cloned()))
    let preference = try preference
    return try validate().epochValues
      .merging(["skips": preference.skips, "entropy": preference.entropy]) { $1 }
  }

  /// How all edges weight their operations now.
  package var preference: OperationPreference {
    get throws(OutOfMemory) {
      let operations = supernet.network.operations.map(\.name)
      var edges: [[Float]] = []
      for alpha in architecture.alpha {
        let weights = try withoutGradient { alpha.softmax().reshaped([-1]) }.readFloats()
        edges += stride(from: 0, to: weights.count, by: operations.count).map {
          Array(weights[$0..<min($0 + operations.count, weights.count)])
        }
      }
      return OperationPreference(edges, of: operations)
    }
  }

  /// The softmax of alpha, and the weights of edges.
  package func snapshot(after epoch: Int) throws -> SearchSnapshot? {
    let mixing = try withoutGradient { try mix(architecture, .end) }
    let states = try architecture.groups.indices.map { group in
      let cells = architecture.cells(of: group)
      return try withoutGradient {
        CellMixing(operations: architecture.alpha[group].softmax(), edges: mixing[cells[0]].edges)
      }.state(named: architecture.groups[group], of: cells, in: supernet.network)
    }
    return SearchSnapshot(stage: name.key, epoch: epoch + 1, cells: states)
  }

  package var columns: [EpochColumn] {
    [
      .validation,
      EpochColumn(of: [
        EpochColumn.Value("skips", label: "skips", format: .percent(decimals: 0)),
        EpochColumn.Value("entropy", label: "entropy", format: .percent(decimals: 0)),
      ]),
    ]
  }

  package var state: [String: Tensor] {
    store.state
      .merging(weightTrainer.state) { $1 }
      .merging(architectureTrainer.state(named: "architecture")) { $1 }
      .merging(historyState) { $1 }
  }

  private var historyState: [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (epoch, architecture) in history.enumerated() {
      for (index, tensor) in architecture.tensors.enumerated() {
        state["history.\(epoch).\(index)"] = tensor
      }
    }
    return state
  }

  package func restore(_ state: [String: Tensor]) throws(StateError) {
    try store.load(state)
    try weightTrainer.load(state)
    try architectureTrainer.load(state, named: "architecture")
    history = []
    while state["history.\(history.count).0"] != nil {
      let epoch = history.count
      var values: [Tensor] = []
      for (index, like) in architecture.tensors.enumerated() {
        let name = "history.\(epoch).\(index)"
        guard let value = state[name] else { throw .missing(name) }
        guard value.shape == like.shape, value.elementType == like.elementType else {
          throw .shape(name, expected: like.shape, found: value.shape)
        }
        values.append(value.clone())
      }
      history.append(ArchitectureParameters(architecture, values: values))
    }
  }
}
