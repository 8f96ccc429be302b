package import Architectures
internal import Datasets
package import Torch
package import Training

/// Measures networks with shared or predicted weights on held-out images, without any finetuning.
///
/// Statistics of normalisation start anew for every network: its weights have never met. The same network gives the
/// same numbers, whatever was evaluated before.
package struct CandidateEvaluator<Network: SearchableNetwork> {
  private let hyperNetworks: [HyperNetwork<Network>]
  private let options: EvaluationOptions
  private let images: DeviceImageSet
  private let recalibration: [[Int32]]
  /// Held-out images that are used.
  package let heldOut: [Int32]
  private let control: CodeControl
  private let seed: Seed

  /// Chooses the images.
  ///
  /// - Parameters:
  ///   - hyperNetworks: One that is trained; or the copies for the depths of the last stage, in ascending order.
  ///   - options: How to evaluate.
  ///   - images: The training set; the test set is never touched.
  ///   - training: The images that they were trained on, for recalibration. They come as they are, like those
  ///     that are evaluated, not augmented [R].
  ///   - heldOut: The others.
  ///   - control: Whose codes are used.
  ///   - seed: Of the run.
  package init(
    _ hyperNetworks: [HyperNetwork<Network>], options: EvaluationOptions, images: DeviceImageSet,
    training: [Int32], heldOut: [Int32], control: CodeControl = .real, seed: Seed
  ) {
    let depths = hyperNetworks[0].space.lastDepths
    precondition(
      [1, depths.count].contains(hyperNetworks.count),
      "\(hyperNetworks.count) HyperNetworks for \(depths.count) depths")
    self.hyperNetworks = hyperNetworks
    self.options = options
    self.images = images
    self.control = control
    self.seed = seed.derived("evaluation")
    var stream = BatchStream(
      training, batchSize: options.recalibrationBatchSize, seed: self.seed.derived("recalibration"))
    recalibration = (0..<options.recalibrationBatches).map { stream.batch($0) }
    let wanted = options.heldOutImages
    self.heldOut =
      wanted == 0 || wanted >= heldOut.count
      ? heldOut
      : shuffledIndices(count: heldOut.count, using: self.seed.derived("held out"))
        .prefix(wanted).map { heldOut[$0] }.sorted()
  }

  /// Loss and accuracy of a network on the held-out images.
  /// - Throws: `OutOfMemory`
  package func callAsFunction(_ network: Network) throws -> Evaluation {
    try evaluations(of: network, for: [options.rankBy])[0]
  }

  /// Loss and accuracy of a network on the held-out images, for each measure.
  package func evaluations(
    of network: Network, for measures: [RankingMeasure]
  ) throws -> [Evaluation] {
    try evaluate(network) {
      try Evaluation.each(
        of: measures, on: images, indices: heldOut, batchSize: options.batchSize, classifier: $0)
    }
  }

  /// What an evaluation on any images says of a network, recalibrated on training images.
  package func evaluate<Result>(
    _ network: Network, on evaluation: (_ classifier: (Tensor) -> Tensor) throws -> Result
  ) throws -> Result {
    try withoutGradient {
      let (plan, weights) = try recalibrated(network.canonical)
      let mode: Mode = weights.statistics == nil ? .batchStatistics : .evaluation
      return try evaluation { plan.logits($0, weights: weights, mode: mode) }
    }
  }

  /// A network's weights and recalibrated statistics under the names that a network of its own has for them.
  package func state(of network: Network) throws -> [String: Tensor] {
    try withoutGradient { try recalibrated(network).weights.state }
  }

  private func recalibrated(
    _ network: Network
  ) throws -> (plan: MacroPlan, weights: GeneratedWeights) {
    let hyperNetwork = hyperNetwork(for: network)
    let plan = hyperNetwork.plan(of: network)
    var weights = hyperNetwork.weights(
      of: network, codedAs: control.substitute(for: network, seed: seed))
    guard !recalibration.isEmpty else { return (plan, weights) }
    let statistics = RecalibratedStatistics(device: hyperNetwork.store.device)
    weights.statistics = statistics
    for indices in recalibration {
      _ = plan.logits(images.batch(indices).images, weights: weights, mode: .training)
      statistics.finishBatch()
    }
    try Libtorch.checkMemory()
    return (plan, weights)
  }

  private func hyperNetwork(for network: Network) -> HyperNetwork<Network> {
    hyperNetworks[
      hyperNetworks.count == 1 ? 0 : network.lastDepth - network.space.lastDepths.lowerBound]
  }
}
