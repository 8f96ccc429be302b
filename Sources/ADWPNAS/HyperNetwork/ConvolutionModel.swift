package import Architectures
package import Search
package import Torch
internal import Training

/// Where the weights of convolutions come from.
package enum WeightMode: String, Choice, Sendable {
  /// One weight per place, which all networks crop: single-path one-shot search.
  case shared
  /// A HyperNetwork predicts all of them: section 2.
  case paper
  /// Shared weights and a residual that depends on the network: section 3.
  case plus
}

/// Gives the weights of the convolutions of any network of a space.
package protocol ConvolutionModel {
  /// The weight of a layer, out × in × k × k, which is recorded for differentiation.
  func weight(of layer: SharedLayer, code: NetworkCode) -> Tensor
}

extension SharedConvolutions: ConvolutionModel {
  /// The part that the layer takes, whatever the code.
  package func weight(of layer: SharedLayer, code: NetworkCode) -> Tensor { weight(of: layer) }
}
