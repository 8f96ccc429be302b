internal import Architectures
internal import Datasets
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// Trains a supernet's weights, a random path in every step: every path as likely as any other (single-path one-shot,
/// Guo et al., 2020, section 3.2).
///
/// [D] Momentum and weight decay move the weights beside the path, too.
final class PathStage: Stage {
  let name = StageName.supernet
  private let store: ParameterStore
  private let supernet: Supernet
  private let paths: PathSpace
  private let kindOfCell: [Int]
  private let options: BilevelOptions
  private let images: RunImages
  private let augmentation: Augmentation
  private let heldOut: [Int32]
  private let passes: (training: Int, evaluation: Int)
  private let seed: Seed
  private var stream: BatchStream
  private var trainer: TrainerStep<SGD>

  /// Prepares the training.
  ///
  /// - Parameters:
  ///   - cells: What is searched for.
  ///   - options: Rates and steps; those of the architecture parameters do not count.
  ///   - images: The weights learn from those that are not held out.
  ///   - count: Of how many of them; 0 for all.
  ///   - augmentation: Of these.
  ///   - heldOut: The images that paths are compared on.
  ///   - passes: Images of a pass: in training, 0 for whole batches, and in evaluations.
  ///   - setup: Of the run.
  init(
    _ cells: any CellsToFind, options: BilevelOptions, images: RunImages, count: Int,
    augmentation: Augmentation, heldOut: [Int32],
    passes: (training: Int, evaluation: Int), setup: RunSetup
  ) {
    let skeleton = cells.skeleton
    store = ParameterStore(
      device: setup.device,
      generator: Generator(seed: setup.seed.derived("initial weights").value))
    supernet = Supernet(skeleton, in: store.root)
    paths = cells.paths
    kindOfCell = CellGroups(skeleton, sharing: .perCellKind).ofCell
    self.options = options
    self.images = images
    self.augmentation = augmentation
    self.heldOut = heldOut
    self.passes = passes
    seed = setup.seed.derived("paths")
    stream = BatchStream(
      images.searchIndices.searched(count, seed: setup.seed), batchSize: options.batchSize,
      seed: seed.derived("order"))
    let weights = store.tensors(role: .weight)
    trainer = TrainerStep(
      weights,
      optimizer: SGD(
        weights,
        options: SGD.Options(momentum: options.momentum, weightDecay: options.weightDecay)),
      clip: options.gradientClip)
  }

  var epochs: Int { options.epochs }
  var stepsPerEpoch: Int { stream.batchesPerPass }
  var imagesLearned: Int { (0..<epochs * stepsPerEpoch).reduce(0) { $0 + stream.count($1) } }

  func step(_ position: StepPosition, meter: inout Meter) throws {
    let rate = Schedule.cosine(
      start: options.learningRate, end: options.finalLearningRate
    ).rate(at: position.number, of: position.count)
    let batch = images.training.batch(
      stream.batch(position.number), augmentation: augmentation,
      using: Generator(seed: seed.derived("augmentation", position.number).value))
    var generator = SplitMix64(seed: seed.derived("path", position.number).value)
    let mixing = paths.random(using: &generator).mixing(kindOfCell, device: store.device)
    try trainer(
      on: MicroBatches(batch, size: passes.training), number: position.number, rate: rate
    ) { part in
      let logits = supernet(part.images, mixing: mixing, mode: .training)
      let loss = logits.crossEntropy(with: part.labels)
      meter.count(loss: loss, logits: logits, labels: part.labels)
      return loss
    }
  }

  /// Loss and accuracy of a path on the held-out images, by the supernet's weights.
  ///
  /// [D] Normalised by the statistics of each batch; the paper takes them anew from training images.
  func evaluate(_ path: CellPath) throws -> Evaluation {
    let mixing = path.mixing(kindOfCell, device: store.device)
    return try Evaluation(
      on: images.training, indices: heldOut, batchSize: passes.evaluation
    ) { supernet($0, mixing: mixing, mode: .batchStatistics) }
  }

  func finishEpoch(_ epoch: Int) throws -> [String: Double] { [:] }

  var buffers: [Tensor] { store.tensors(role: .buffer) }

  var state: [String: Tensor] { store.state.merging(trainer.state) { $1 } }

  func restore(_ state: [String: Tensor]) throws(StateError) {
    try store.load(state)
    try trainer.load(state)
  }
}
