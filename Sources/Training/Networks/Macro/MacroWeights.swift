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

  /// The linear layer of that name.
  func linear(_ name: String) -> Linear
}

extension MacroWeights {
  /// A convolution, the batch normalisation behind it and, if asked, ReLU and the mean over the pixels.
  func convolved(
    _ input: Tensor, _ convolution: MacroConvolution, mode: Mode, rectified: Bool = false,
    averaged: Bool = false
  ) -> Tensor {
    input.convolved(
      with: weight(of: convolution), stride: convolution.stride,
      normalizedBy: normalization(after: convolution, mode: mode), rectified: rectified,
      averaged: averaged)
  }

  /// The batch normalisation behind a convolution.
  func normalization(after convolution: MacroConvolution, mode: Mode) -> BatchNormalization {
    normalization(after: convolution.name, channels: convolution.outputChannels, mode: mode)
  }
}
