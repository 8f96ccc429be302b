package import Architectures
internal import Datasets
package import Search
package import Torch
package import Tracking
package import Training

/// Stage 2: trains the masks of operations, edges and weights, with everything else frozen (section 3.3).
///
/// The supernet's live weights hold w* · M_w while the stage runs, so that the network needs no other form; w* itself
/// is kept apart and never written.
package final class MaskStage: Stage {
  package let name = StageName.mask
  package let supernet: Supernet
  package let architecture: ArchitectureParameters
  package let masks: HierarchicalMasks
  /// Steps undone because they would have killed a cell.
  package private(set) var refusedSteps = 0
  let options: HMNASOptions
  private let images: DeviceImageSet
  private var stream: BatchStream
  private let seed: Seed
  let store: ParameterStore
  /// w* of the masked weights, and the live tensors the network reads.
  private let frozen, live: [Tensor]
  /// What the network may cost; nil for any amount.
  package private(set) var budget: MaskBudget?
  /// What moves the masks of weights, and those of operations and edges.
  package var weightTrainer, structureTrainer: TrainerStep<Adam>

  /// Prepares masks for a trained supernet, which `store` holds with its alpha and beta.
  ///
  /// - Parameters:
  ///   - supernet: As stage 1 left it.
  ///   - architecture: Its alpha and beta.
  ///   - store: Holds both.
  ///   - options: Of the run.
  ///   - images: The training set.
  ///   - indices: Name the whole training set.
  ///   - seed: Of the run.
  ///   - latencies: The milliseconds of the supernet's parts; nil to measure them where there is a limit on them.
  package init(
    _ supernet: Supernet, architecture: ArchitectureParameters, store: ParameterStore,
    options: HMNASOptions, images: DeviceImageSet, indices: [Int32], seed: Seed,
    latencies: (() throws -> CostTable)? = nil
  ) {
    self.supernet = supernet
    self.architecture = architecture
    self.options = options
    self.images = images
    self.seed = seed
    self.store = store
    let masked = store.maskedParameters(options.masking.scope)
    live = masked.map(\.tensor)
    frozen = live.cloned()
    masks = HierarchicalMasks(
      architecture: architecture, topology: supernet.network.topology, weights: masked,
      initial: options.masking.initial, threshold: options.masking.threshold)
    func trainer(_ masks: [Tensor]) -> TrainerStep<Adam> {
      TrainerStep(masks, optimizer: Adam(masks, options: Adam.Options()))
    }
    weightTrainer = trainer(masks.weights)
    structureTrainer = trainer(masks.operations + masks.edges)
    budget = MaskBudget(
      options, network: supernet.network, groups: architecture.cellGroups, device: store.device,
      latencies: latencies)
    stream = BatchStream(
      indices, batchSize: options.masking.batchSize, seed: seed.derived("mask order"))
  }

  var rule: MaskRule { options.masking.rule }
  var edgeSoftmax: EdgeSoftmax { options.network.edgeSoftmax }
  /// In NAS-Bench-201 an edge has but one operation [D]: of those that its masks leave, the one that weighs most.
  var keepsOneOperation: Bool { options.network.space == .nasBench201 }

  package var epochs: Int { options.masking.epochs }
  package var stepsPerEpoch: Int { stream.batchesPerPass }
  package var imagesLearned: Int { epochs * stream.indices.count }

  package func step(_ position: StepPosition, meter: inout Meter) throws {
    let batch = images.batch(
      stream.batch(position.number),
      augmentation: Augmentation(cropPadding: options.data.cropPadding, flip: options.data.flip),
      using: Generator(seed: seed.derived("mask augmentation", position.number).value))
    try update(
      gradients(on: MicroBatches(batch, size: options.microBatchSize), meter: &meter),
      position: position)
  }

  /// Gradients by level; straight through the threshold: dL/dM_real := dL/dM.
  package struct Gradients {
    package var operations, edges, weights: [Tensor]

    /// Operations, edges, weights.
    package var all: [Tensor] { operations + edges + weights }
  }

  /// The masks' gradients on a batch, part by part; counts its parts.
  package func gradients(on batch: MicroBatches, meter: inout Meter) throws -> Gradients {
    // Batch normalisation is frozen: the sum is the whole batch's gradient but for rounding.
    levels(
      try batch.accumulated { part in
        let (loss, logits, gradients) = try gradients(on: part)
        meter.count(loss: loss, logits: logits, labels: part.labels)
        return gradients.all
      })
  }

  /// The gradients of operations, edges and weights, which come in this order.
  private func levels(_ all: [Tensor]) -> Gradients {
    let (operations, edges) = (masks.operations.count, masks.edges.count)
    return Gradients(
      operations: Array(all.prefix(operations)),
      edges: Array(all.dropFirst(operations).prefix(edges)),
      weights: Array(all.dropFirst(operations + edges)))
  }

  /// Loss, logits and the masks' gradients on a batch.
  package func gradients(on batch: Batch) throws -> (loss: Tensor, logits: Tensor, Gradients) {
    // w* · M_w
    live.assign(frozen, maskedBy: masks.weights, above: masks.threshold)
    let operations = leaves(masks.operations)
    let edges = leaves(masks.edges)
    let mixing = architecture.perCell(
      architecture.groups.indices.map { group in
        options.masking.rule.mixing(
          alpha: architecture.alpha[group].detached(), beta: architecture.beta[group].detached(),
          operationMask: operations[group], edgeMask: edges[group],
          topology: supernet.network.topology, softmax: options.network.edgeSoftmax)
      })
    // [C] Piggyback: batch normalisation is frozen while masks train.
    let logits = supernet(batch.images, mixing: mixing, mode: .evaluation)
    let loss = logits.crossEntropy(with: batch.labels)
    let gradients = levels(
      try loss.lossGradients(withRespectTo: operations + edges + live))
    // dL/dM_w = dL/dw_effective · w*
    gradients.weights.multiply(by: frozen)
    return (loss, logits, gradients)
  }

  private func leaves(_ masks: [Tensor]) -> [Tensor] {
    masks.map { mask in
      let leaf = self.masks.binary(mask)
      leaf.setRequiresGradient(true)
      return leaf
    }
  }

  private func update(_ gradients: Gradients, position: StepPosition) throws {
    let stepsBeforeDecay = Int(options.masking.decayAfter * Double(position.count))
    func rate(_ travel: Double) -> Double {
      let start = MaskRate(
        travel: travel, walk: options.masking.walk,
        distance: options.masking.initial - options.masking.threshold
      ).rate(steps: stepsBeforeDecay)
      return position.number < stepsBeforeDecay ? start : start / options.masking.decayDivisor
    }
    try weightTrainer.update(
      gradients: gradients.weights, number: position.number,
      rate: rate(options.masking.weightTravel))
    let structure = structureTrainer.parameters
    let before = structure.cloned()
    try budget?.addTerm(to: gradients.operations, edges: masks.edges.map(masks.binary))
    try structureTrainer.update(
      gradients: gradients.operations + gradients.edges, number: position.number,
      rate: rate(options.masking.architectureTravel))
    let isAlive = try masks.keepsEveryCellAlive()
    // [D] The step that would kill a cell is refused.
    if !isAlive {
      structure.assign(before)
      refusedSteps += 1
    }
    let distance = options.masking.initial - options.masking.threshold
    try budget?.follow(
      masks.kept(), step: position.number + 1,
      progress: min(Double(position.number + 1) / Double(max(stepsBeforeDecay, 1)), 1),
      crossing: distance / rate(options.masking.architectureTravel))
  }

  /// Brings the masks of operations and edges within the budget.
  ///
  /// [D] Beyond the paper, which switches nothing off but by training.
  private func fit() throws(OutOfMemory) {
    guard let budget else { return }
    let before = try masks.kept()
    let after = budget.fitted(before, values: try masks.values())
    guard after != before else { return }
    try masks.keep(after, initial: options.masking.initial)
    self.budget?.recordFitting(from: before, to: after)
  }

  /// Random masks as dense on each level as those that were learned; with a budget, of the same cost.
  package func randomMasks(seed: Seed) throws(OutOfMemory) -> HierarchicalMasks {
    guard let budget = budget?.budget(of: try masks.kept()) else {
      return try masks.randomized(seed: seed)
    }
    return try masks.randomized(seed: seed, costing: budget)
  }

  package func finishEpoch(_ epoch: Int) throws -> [String: Double] {
    if epoch == epochs - 1 { try fit() }
    let densities = masks.densities
    return try [
      "operationDensity": densities.operations, "edgeDensity": densities.edges,
      "weightDensity": densities.weights, "refusedSteps": Double(refusedSteps),
    ].merging(budget?.measurements(of: masks.kept()) ?? [:]) { $1 }
  }

  package var columns: [EpochColumn] {
    func share(_ key: String, _ label: String) -> EpochColumn.Value {
      EpochColumn.Value(key, label: label, format: .percent(decimals: 0))
    }
    return [
      EpochColumn(
        "kept",
        of: [
          share("operationDensity", "operations"), share("edgeDensity", "edges"),
          share("weightDensity", "weights"),
        ])
    ] + (budget.map { [$0.column] } ?? [])
  }

  package var state: [String: Tensor] {
    var state = store.state
    for (name, weight) in zip(masks.weightNames, frozen) { state[name] = weight }
    return
      state
      .merging(masks.state(groups: architecture.groups)) { $1 }
      .merging(weightTrainer.state(named: "weightMask")) { $1 }
      .merging(structureTrainer.state(named: "architectureMask")) { $1 }
      .merging(["refusedSteps": Tensor([Int64(refusedSteps)], shape: [1])]) { $1 }
      .merging(budget?.state ?? [:]) { $1 }
  }

  package func restore(_ state: [String: Tensor]) throws(StateError) {
    try store.load(state)
    frozen.assign(live.map { $0.detached() })
    try masks.load(state, groups: architecture.groups)
    try weightTrainer.load(state, named: "weightMask")
    try structureTrainer.load(state, named: "architectureMask")
    refusedSteps = try state.count(named: "refusedSteps")
    try budget?.restore(state)
  }
}

extension ParameterStore {
  /// The weights that have masks: of convolutions and, outside of cells, of the classifier; never of batch
  /// normalisation.
  package func maskedParameters(_ scope: MaskScope) -> [Parameter] {
    parameters(role: .weight).filter { parameter in
      guard parameter.tensor.rank > 1 else { return false }
      return switch scope {
      case .cells: parameter.name.contains(".edges.")
      case .all: true
      case .none: false
      }
    }
  }
}
