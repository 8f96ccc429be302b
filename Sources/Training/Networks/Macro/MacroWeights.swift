package import Architectures
package import Torch

/// Where the forward pass of a macro network gets its weights.
///
/// A network of its own has parameters; a supernet cuts them out of shared ones; a HyperNetwork predicts them.
package protocol MacroWeights {
  /// The weight of a convolution, of its `weightShape`.
  func weight(of convolution: MacroConvolution) -> Tensor

  /// The batch normalisation behind the layer of that name.
  func normalization(after name: String, channels: Int, mode: Mode) -> BatchNormalization

  /// The linear layer of that name, with bias; N × in to N × `outputs`.
  func linear(_ input: Tensor, outputs: Int, name: String) -> Tensor
}

extension MacroWeights {
  /// A convolution, the batch normalisation behind it and, if asked, ReLU.
  func convolved(
    _ input: Tensor, _ convolution: MacroConvolution, mode: Mode, rectified: Bool = false
  ) -> Tensor {
    unnormalized(input, convolution)
      .normalized(by: normalization(after: convolution, mode: mode), rectified: rectified)
  }

  /// The batch normalisation behind a convolution.
  func normalization(after convolution: MacroConvolution, mode: Mode) -> BatchNormalization {
    normalization(after: convolution.name, channels: convolution.outputChannels, mode: mode)
  }

  /// A convolution alone.
  func unnormalized(_ input: Tensor, _ convolution: MacroConvolution) -> Tensor {
    if convolution.kernelSize == 1, convolution.stride == 2 {
      return input.halved().convolved(with: weight(of: convolution))
    }
    if isOurs(convolution, on: input.device) {
      return input.channelwiseConvolved(with: weight(of: convolution), stride: convolution.stride)
    }
    return input.convolved(
      with: weight(of: convolution), stride: convolution.stride,
      padding: convolution.kernelSize / 2,
      groups: convolution.isDepthwise ? convolution.inputChannels : 1)
  }

  /// A convolution of the positive part of what a normalisation gives.
  func unnormalized(
    _ input: Tensor, rectifiedBy normalization: BatchNormalization,
    _ convolution: MacroConvolution
  ) -> Tensor {
    guard isOurs(convolution, on: input.device) else {
      return unnormalized(input.normalized(by: normalization, rectified: true), convolution)
    }
    return input.channelwiseConvolved(
      with: weight(of: convolution), stride: convolution.stride, rectifiedBy: normalization)
  }

  /// Whether our kernels have a convolution.
  private func isOurs(_ convolution: MacroConvolution, on device: Device) -> Bool {
    convolution.isDepthwise && device == .cpu && [3, 5, 7].contains(convolution.kernelSize)
  }
}
