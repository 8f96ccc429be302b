public import Architectures
public import Torch
public import Tracking

extension FinalTrainingStage {
  /// Prepares the training of a network of any space, from new weights, with the images of a run.
  ///
  /// - Parameters:
  ///   - name: As in metrics and checkpoints; all randomness of the stage depends on it.
  ///   - architecture: What is trained, built for the run's images.
  ///   - options: The recipe.
  ///   - computation: How cells are computed.
  ///   - weights: What the weights' first values are derived from, beside the run's seed.
  ///   - images: The training set.
  ///   - indices: The images trained on.
  ///   - validation: Held-out images, on which the network is measured after every epoch.
  ///   - setup: Of the run.
  public convenience init(
    _ name: StageName, _ architecture: Architecture, options: FinalTrainingOptions,
    computation: Computation = Computation(), weights: String = "initial weights",
    images: RunImages, indices: [Int32], validation: [Int32] = [], setup: RunSetup
  ) {
    let store = ParameterStore(
      device: setup.device, generator: Generator(seed: setup.seed.derived(weights).value))
    let network = architecture.classifier(
      image: setup.dataset.imageShape, classes: setup.dataset.classes,
      auxiliary: options.auxiliaryWeight > 0, computation: computation, in: store.root)
    self.init(
      name, network: network, store: store, options: options, images: images.training,
      indices: indices, validation: validation, seed: setup.seed)
  }

  /// Begins with given weights and statistics in place of new ones; what they do not name stays new.
  ///
  /// - Parameter values: By the names that the network has for them; others are ignored.
  /// - Throws: `StateError` for a value of another shape; then nothing was changed.
  public func begin(with values: [String: Tensor]) throws(StateError) {
    try store.load(store.state.merging(values) { $1 })
    trainer.average?.restart()
  }
}
