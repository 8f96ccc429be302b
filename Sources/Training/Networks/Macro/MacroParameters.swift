internal import Architectures
internal import Torch

/// Weights of a macro network that belong to it alone, started as PyTorch does.
///
/// A convolution's is `<name>.conv.weight`, a normalisation's `<name>.bn.weight` and so on, a linear layer's
/// `<name>.weight` and `<name>.bias`.
struct MacroParameters: MacroWeights {
  private var convolutions: [String: Conv2d] = [:]
  private var normalizations: [String: BatchNorm2d] = [:]
  private var linears: [String: Linear] = [:]

  init(_ plan: MacroPlan, in scope: ParameterScope) {
    for layer in plan.layers {
      switch layer {
      case .convolution(let convolution):
        convolutions[convolution.name] = Conv2d(
          inputChannels: convolution.inputChannels, outputChannels: convolution.outputChannels,
          kernelSize: convolution.kernelSize,
          groups: convolution.isDepthwise ? convolution.inputChannels : 1,
          in: scope / convolution.name / "conv")
      case .normalization(let name, let channels):
        normalizations[name] = BatchNorm2d(channels, affine: true, in: scope / name / "bn")
      case .linear(let name, let inputs, let outputs):
        linears[name] = Linear(inputs: inputs, outputs: outputs, in: scope / name)
      }
    }
  }

  func weight(of convolution: MacroConvolution) -> Tensor {
    found(convolution.name, in: convolutions).weight
  }

  func normalization(after name: String, channels: Int, mode: Mode) -> BatchNormalization {
    found(name, in: normalizations).normalization(mode: mode)
  }

  func linear(_ name: String) -> Linear { found(name, in: linears) }

  private func found<Layer>(_ name: String, in layers: [String: Layer]) -> Layer {
    guard let layer = layers[name] else { preconditionFailure("no layer is named \(name)") }
    return layer
  }
}
