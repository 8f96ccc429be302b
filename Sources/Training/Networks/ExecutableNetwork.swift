package import Architectures
package import Torch

/// A network of a space that has executors of its own, which know more than its graph: kernels, an auxiliary
/// classifier, drop path.
///
/// Networks of other spaces are computed by their graphs.
package protocol ExecutableNetwork: NetworkDescription {
  /// Whether the network consists of cells, which our kernels evaluate in passes of any size.
  static var isOfCells: Bool { get }

  /// Declares the network's weights and, if asked, those of an auxiliary classifier, under `auxiliary`.
  func classifier(
    image: ImageShape, classes: Int, auxiliary: Bool, computation: Computation,
    in scope: ParameterScope
  ) -> any ImageClassifier

  /// What the auxiliary classifier would read.
  func auxiliaryFeatures(image: ImageShape, classes: Int) -> ImageShape

  /// What the network keeps in memory on a device.
  func memoryModel(_ computation: Computation, on device: Device) -> MemoryModel
}

extension MaskedCellNetwork: ExecutableNetwork {
  package static var isOfCells: Bool { true }

  package func classifier(
    image: ImageShape, classes: Int, auxiliary: Bool, computation: Computation,
    in scope: ParameterScope
  ) -> any ImageClassifier {
    MaskedNetwork(
      adapted(to: image, classes: classes), auxiliary: auxiliary, computation: computation,
      in: scope)
  }

  package func auxiliaryFeatures(image: ImageShape, classes: Int) -> ImageShape {
    MaskedNetwork.auxiliaryFeatures(of: adapted(to: image, classes: classes).network)
  }

  package func memoryModel(_ computation: Computation, on device: Device) -> MemoryModel {
    computation.memoryModel(of: network, on: device)
  }
}

extension ExecutableNetwork where Self: InvertedResidualNetwork {
  package static var isOfCells: Bool { false }

  package func classifier(
    image: ImageShape, classes: Int, auxiliary: Bool, computation: Computation,
    in scope: ParameterScope
  ) -> any ImageClassifier {
    MacroNetwork(plan(image: image, classes: classes), auxiliary: auxiliary, in: scope)
  }

  package func auxiliaryFeatures(image: ImageShape, classes: Int) -> ImageShape {
    MacroNetwork.auxiliaryFeatures(of: plan(image: image, classes: classes))
  }

  package func memoryModel(_ computation: Computation, on device: Device) -> MemoryModel {
    .reference
  }
}

extension ADWPNetwork: ExecutableNetwork {}
extension NASBenchMacroNetwork: ExecutableNetwork {}
extension MobileNetwork: ExecutableNetwork {}
