package import Architectures
package import Torch
internal import Training

/// The weights of one network, made once: shared, predicted or both.
package struct GeneratedWeights: MacroWeights {
  /// By the names of the network's own layers.
  package let convolutions: [String: Tensor]
  /// By the names of normalisations; none where they have no parameters.
  private let affines: [String: BatchNormAffine]
  private let linears: [String: Linear]
  /// The shared weights that these were made from.
  package let places: Set<String>
  /// What normalises in evaluation, and is moved in training; batches normalise themselves where there is none.
  ///
  /// Normalisation has no parameters. Section 2 keeps a set of statistics per width; they would be reset before each
  /// use, so there are none but those of a network that is evaluated.
  package var statistics: RecalibratedStatistics?

  init(
    convolutions: [String: Tensor], affines: [String: BatchNormAffine],
    linears: [String: Linear], places: Set<String>
  ) {
    self.convolutions = convolutions
    self.affines = affines
    self.linears = linears
    self.places = places
  }

  package func weight(of convolution: MacroConvolution) -> Tensor {
    guard let weight = convolutions[convolution.name] else {
      preconditionFailure("no convolution is named \(convolution.name)")
    }
    return weight
  }

  package func normalization(
    after name: String, channels: Int, mode: Mode
  ) -> BatchNormalization {
    var normalization =
      statistics?.normalization(after: name, channels: channels, mode: mode)
      ?? BatchNormalization(byBatch: true)
    normalization.weight = affines[name]?.scale
    normalization.bias = affines[name]?.shift
    return normalization
  }

  package func linear(_ name: String) -> Linear {
    guard let linear = linears[name] else {
      preconditionFailure("no linear layer is named \(name)")
    }
    return linear
  }

  /// The weights and statistics under the names that a network of its own has for them, with storage of their own.
  package var state: [String: Tensor] {
    var state = statistics?.state ?? [:]
    for (name, weight) in convolutions { state["\(name).conv.weight"] = weight }
    for (name, affine) in affines {
      state["\(name).bn.weight"] = affine.scale
      state["\(name).bn.bias"] = affine.shift
    }
    for (name, linear) in linears {
      state["\(name).weight"] = linear.weight
      state["\(name).bias"] = linear.bias
    }
    return state.mapValues { $0.detached().clone() }
  }
}
