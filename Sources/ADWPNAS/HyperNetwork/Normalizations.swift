internal import Architectures
internal import Search
internal import Torch
internal import Training

/// What batch normalisation has beside its statistics, while weights are shared or predicted [R].
package enum NormalizationMode: String, Choice, Sendable {
  /// Plain for `shared`, conditioned otherwise.
  case byWeights = "by-weights"
  /// Nothing (section 2).
  case plain
  /// Factors and summands that all networks share.
  case affine
  /// Factors and summands that depend on the code.
  case conditioned
}

/// What a batch normalisation multiplies its channels by, and what it then adds.
struct BatchNormAffine {
  var scale, shift: Tensor

  /// Those of the first channels.
  func prefix(_ channels: Int) -> BatchNormAffine {
    BatchNormAffine(
      scale: scale.part(0..<channels, dimension: 0), shift: shift.part(0..<channels, dimension: 0))
  }
}

/// The factors and summands of every normalisation of a space: ŷ = (1 + γ) x̂ + β, where γ and β start at 0.
///
/// One set for each place of a convolution, so that a network of fewer channels takes the first ones.
struct Normalizations {
  private enum Place {
    case affine(scale: Tensor, shift: Tensor)
    case conditioned(CodeTrunk, scale: ConditionHead, shift: ConditionHead)
  }

  private var places: [String: Place] = [:]

  /// Declares `<place>.normalization` or `<place>.condition.normalization`; nothing where normalisation is plain.
  init(
    _ shapes: [SharedShape], options: HyperNetworkOptions, codeLength: Int, in scope: ParameterScope
  ) {
    for shape in shapes where shape.kind != .linear {
      let scope = scope / shape.name
      switch options.normalizationMode {
      case .byWeights, .plain: return
      case .affine:
        func parameter(_ name: String) -> Tensor {
          (scope / "normalization").parameter(name, shape: [shape.outputs], initializer: .zeros)
        }
        places[shape.name] = .affine(scale: parameter("scale"), shift: parameter("shift"))
      case .conditioned:
        let scope = scope / ConditionedConvolutions.scopeName / "normalization"
        func head(_ name: String) -> ConditionHead {
          ConditionHead(name, outputs: shape.outputs, hidden: options.hidden, in: scope)
        }
        places[shape.name] = .conditioned(
          CodeTrunk(codeLength: codeLength, hidden: options.hidden, in: scope),
          scale: head("scale"), shift: head("shift"))
      }
    }
  }

  /// Those of a network's normalisations, by their names.
  func affines(of layers: some Sequence<SharedLayer>, code: NetworkCode) -> [String:
    BatchNormAffine]
  {
    var last: [String: SharedLayer] = [:]
    for layer in layers {
      // Of branches, which share one normalisation, the last one's channels end where those of all do.
      guard let name = layer.normalization,
        last[name].map({ $0.outputs.upperBound < layer.outputs.upperBound }) ?? true
      else { continue }
      last[name] = layer
    }
    return last.compactMapValues { layer in
      affine(of: layer, code: code)?.prefix(layer.outputs.upperBound)
    }
  }

  private func affine(of layer: SharedLayer, code: NetworkCode) -> BatchNormAffine? {
    switch places[layer.name] {
    case nil: return nil
    case .affine(let scale, let shift): return BatchNormAffine(scale: scale + 1, shift: shift)
    case .conditioned(let trunk, let scale, let shift):
      let hidden = trunk(code.blocks[layer.block])
      return BatchNormAffine(scale: scale(hidden) + 1, shift: shift(hidden))
    }
  }
}
