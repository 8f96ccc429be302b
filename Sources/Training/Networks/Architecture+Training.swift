package import Architectures
package import Torch

extension Architecture {
  private var executable: (any ExecutableNetwork)? { network as? any ExecutableNetwork }

  /// Declares the network's weights and, if asked, those of an auxiliary classifier, under `auxiliary`.
  ///
  /// - Precondition: `check` accepts a weight for the auxiliary classifier, where one is asked for.
  package func classifier(
    image: ImageShape, classes: Int, auxiliary: Bool = false, computation: Computation,
    in scope: ParameterScope
  ) -> any ImageClassifier {
    guard let executable else {
      precondition(!auxiliary, "a network that its graph computes has no auxiliary classifier")
      return GraphClassifier(
        graph(image: image, classes: classes), computation: computation, in: scope)
    }
    return executable.classifier(
      image: image, classes: classes, auxiliary: auxiliary, computation: computation, in: scope)
  }

  /// What the auxiliary classifier would read; nil for a network that has no place for one.
  package func auxiliaryFeatures(image: ImageShape, classes: Int) -> ImageShape? {
    executable?.auxiliaryFeatures(image: image, classes: classes)
  }

  /// What the network keeps in memory on a device.
  package func memoryModel(_ computation: Computation, on device: Device) -> MemoryModel {
    executable?.memoryModel(computation, on: device) ?? .reference
  }

  private var isOfCells: Bool { executable.map { type(of: $0).isOfCells } ?? false }

  /// Images per pass through a network without cells, whose hidden channels make large tensors.
  private static let largestEvaluation = 50

  /// Images per pass of an evaluation, at most `size`: no more than a training step has, but for our kernels.
  package func evaluationBatchSize(
    _ size: Int, _ computation: Computation, microBatchSize: Int, on device: Device
  ) -> Int {
    isOfCells
      ? computation.evaluationBatchSize(size, microBatchSize: microBatchSize, on: device)
      : min(size, microBatchSize > 0 ? microBatchSize : Self.largestEvaluation)
  }

  /// Refuses what the network cannot be trained with.
  ///
  /// - Parameters:
  ///   - recipe: Of the training.
  ///   - precision: Of what is kept for the backward pass.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Throws: `ConfigurationError` for an auxiliary classifier or drop path that the network has no place for,
  ///   features too small for an auxiliary classifier, and a precision that our kernels alone compute in.
  package func check(
    _ recipe: FinalTrainingOptions, precision: Precision, image: ImageShape, classes: Int
  ) throws(ConfigurationError) {
    try AuxiliaryHead.validate(
      weight: recipe.auxiliaryWeight,
      features: auxiliaryFeatures(image: image, classes: classes),
      advice: ", larger images or a network that reduces them less")
    guard recipe.dropPath == 0 || executable != nil else {
      throw .combination(
        "drop-path is \(recipe.dropPath), but networks of format \(format) are computed by their graph, which says not what may be dropped; expected 0"
      )
    }
    let kernels = memoryModel(Computation(precision: precision), on: .cpu)
    guard precision == .float32 || kernels != .reference else {
      throw .lessThanFloat32(precision)
    }
  }
}
