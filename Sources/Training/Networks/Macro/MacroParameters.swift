internal import Architectures
internal import Torch

/// Weights of a macro network that belong to it alone, declared by its graph and started as PyTorch does.
///
/// A convolution's is `<name>.conv.weight`, a normalisation's `<name>.bn.weight` and so on, a linear layer's
/// `<name>.weight` and `<name>.bias`.
struct MacroParameters: MacroWeights {
  private let layers: GraphLayer

  init(_ plan: MacroPlan, in scope: ParameterScope) {
    layers = GraphLayer(plan.graph(), in: scope)
  }

  func weight(of convolution: MacroConvolution) -> Tensor {
    guard case .convolution(let layer) = layers["\(convolution.name).conv"] else {
      preconditionFailure("no convolution is named \(convolution.name)")
    }
    return layer.weight
  }

  func normalization(after name: String, channels: Int, mode: Mode) -> BatchNormalization {
    guard case .normalization(let layer) = layers["\(name).bn"] else {
      preconditionFailure("no normalisation is behind \(name)")
    }
    return layer.normalization(mode: mode)
  }

  func linear(_ name: String) -> Linear {
    guard case .linear(let layer) = layers[name] else {
      preconditionFailure("no linear layer is named \(name)")
    }
    return layer
  }
}
