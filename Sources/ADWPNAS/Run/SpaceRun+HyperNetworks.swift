internal import Architectures
internal import Torch
internal import Tracking
internal import Training

extension SpaceRun {
  /// The HyperNetwork that networks are ranked by; with few-shot training, its copy for every depth of the last stage.
  ///
  /// - Parameter train: Brings a stage to its end; told the name of the training that follows, if one does.
  /// - Returns: One, or as many as the last stage has depths, in ascending order.
  /// - Throws: What `train` throws.
  func hyperNetworks(
    training train: (_ stage: HyperNetworkStage<Network>, _ next: StageName?) throws -> Void
  ) throws -> [HyperNetwork<Network>] {
    let depths = options.training.fewShotEpochs == 0 ? [] : Array(space.lastDepths)
    let names = depths.map { StageName.copy(lastDepth: $0) }
    func trained(
      lastDepth: Int?, from start: HyperNetwork<Network>?, next: StageName?
    ) throws -> HyperNetwork<Network> {
      let hyperNetwork = HyperNetwork<Network>(
        space, image: image, classes: classes, options: options.hyperNetwork, seed: setup.seed,
        device: setup.device)
      if let start { try hyperNetwork.store.load(start.store.state) }
      let stage = HyperNetworkStage(
        hyperNetwork, options: options, images: images.training, indices: images.searchIndices,
        validation: images.validationIndices, lastDepth: lastDepth, seed: setup.seed)
      try train(stage, next)
      stage.keepAverage()
      return hyperNetwork
    }
    let whole = try trained(lastDepth: nil, from: nil, next: names.first)
    let copies = try depths.enumerated().map { index, depth in
      try trained(lastDepth: depth, from: whole, next: names.dropFirst(index + 1).first)
    }
    return copies.isEmpty ? [whole] : copies
  }

  /// What ranks networks by a HyperNetwork, or by its copies.
  func makeEvaluator(
    _ hyperNetworks: [HyperNetwork<Network>], control: CodeControl = .real
  ) -> CandidateEvaluator<Network> {
    CandidateEvaluator(
      hyperNetworks, options: options.evaluation, images: images.training,
      training: images.searchIndices, heldOut: images.validationIndices, control: control,
      seed: setup.seed)
  }
}
