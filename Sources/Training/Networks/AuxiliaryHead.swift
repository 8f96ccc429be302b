package import Architectures
package import Torch

/// The auxiliary classifier of DARTS on the features after two thirds of a network; only for training.
package struct AuxiliaryHead {
  private let layer: GraphLayer

  /// Refuses a weight of the head's loss where the features are too small for a head.
  ///
  /// - Parameters:
  ///   - weight: Of the head's loss.
  ///   - features: What the head would read; nil for a network that has no place for one.
  ///   - advice: What else is expected beside a weight of 0.
  /// - Throws: `ConfigurationError`
  package static func validate(
    weight: Double, features: ImageShape?, advice: String
  ) throws(ConfigurationError) {
    guard weight != 0 else { return }
    guard let features else {
      throw .combination(
        "auxiliary-weight is \(weight), but the network is computed by its graph, which has no auxiliary classifier; expected 0"
      )
    }
    guard min(features.height, features.width) >= AuxiliaryHeadGraph.smallestFeatures
    else {
      throw .combination(
        "auxiliary-weight is \(weight), but the auxiliary classifier needs features of 7x7 or more and would get \(features.height)x\(features.width); expected 0\(advice)"
      )
    }
  }

  /// Declares its weights, by the names of `AuxiliaryHeadGraph`.
  package init(
    _ features: ImageShape, classes: Int, widths: (Int, Int) = (128, 768), in scope: ParameterScope
  ) {
    layer = GraphLayer(
      AuxiliaryHeadGraph.graph(features, classes: classes, widths: widths), in: scope)
  }

  /// Features to logits.
  package func callAsFunction(_ features: Tensor, mode: Mode) -> Tensor {
    layer([features], mode: mode)[0]
  }
}
