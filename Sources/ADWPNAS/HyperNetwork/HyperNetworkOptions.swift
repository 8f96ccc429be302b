package import Architectures
public import Training

extension WeightSharing: Choice {}

/// What a HyperNetwork is made of.
package struct HyperNetworkOptions: Hashable, Sendable {
  package var weights = WeightMode.plus
  package var sharing = WeightSharing.crops
  /// Channels of the networks while their weights are shared or predicted, as a multiple of their own.
  package var width = 1.0
  package var codeContext = CodeContext.byWeights
  /// Length of h.
  package var hidden = 32
  /// r of mode `plus`.
  package var rank = 8
  package var normalization = NormalizationMode.byWeights
  /// Of mode `paper`.
  package var codeShare = 0.1
  package var scaling = WeightScaling.cropped

  package init() {}

  /// What normalisation has, resolved.
  package var normalizationMode: NormalizationMode {
    normalization != .byWeights ? normalization : weights == .shared ? .plain : .conditioned
  }

  /// Whether anything depends on a network's code.
  package var isConditioned: Bool { weights != .shared || normalizationMode == .conditioned }

  /// How codes enter: numbers as they are in mode `paper`, as angles in mode `plus`.
  package var form: NetworkCode.Form {
    let context: CodeContext =
      codeContext != .byWeights ? codeContext : weights == .paper ? .network : .neighbours
    return NetworkCode.Form(context: context, isAngular: weights != .paper)
  }
}
