package import Architectures
package import Torch

/// A network that tells what images show.
package protocol ImageClassifier {
  /// Images to logits, and to the auxiliary logits where there is such a head and `mode` is training.
  func callAsFunction(
    _ images: Tensor, mode: Mode, dropPath: DropPath?
  ) -> (logits: Tensor, auxiliary: Tensor?)
}

extension ImageClassifier {
  /// Images to logits, by running statistics.
  package func logits(_ images: Tensor) -> Tensor {
    self(images, mode: .evaluation, dropPath: nil).logits
  }
}

extension MaskedNetwork: ImageClassifier {}

extension Architecture {
  /// Declares the network's weights and, if asked, those of an auxiliary classifier, under `auxiliary`.
  package func classifier(
    image: ImageShape, classes: Int, auxiliary: Bool = false, computation: Computation,
    in scope: ParameterScope
  ) -> any ImageClassifier {
    switch adapted(to: image, classes: classes) {
    case .masked(let network):
      MaskedNetwork(network, auxiliary: auxiliary, computation: computation, in: scope)
    case .adwp(let network):
      MacroNetwork(
        network.plan(image: image, classes: classes), auxiliary: auxiliary, in: scope)
    case .nasBenchMacro(let network):
      MacroNetwork(
        network.plan(image: image, classes: classes), auxiliary: auxiliary, in: scope)
    }
  }

  /// What the auxiliary classifier would read.
  package func auxiliaryFeatures(image: ImageShape, classes: Int) -> ImageShape {
    switch adapted(to: image, classes: classes) {
    case .masked(let network): MaskedNetwork.auxiliaryFeatures(of: network.network)
    case .adwp(let network):
      MacroNetwork.auxiliaryFeatures(of: network.plan(image: image, classes: classes))
    case .nasBenchMacro(let network):
      MacroNetwork.auxiliaryFeatures(of: network.plan(image: image, classes: classes))
    }
  }

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
}
