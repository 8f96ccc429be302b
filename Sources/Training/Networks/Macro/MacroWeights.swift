package import Architectures
package import Torch

/// Where the forward pass of a macro network gets its weights.
///
/// A network of its own has parameters; a supernet cuts them out of shared ones; a HyperNetwork predicts them.
package protocol MacroWeights {
  /// The weight of a convolution, of its `weightShape`.
  func weight(of convolution: MacroConvolution) -> Tensor

  /// Batch normalisation behind the layer of that name; N × C × H × W to the same shape.
  func normalized(_ input: Tensor, after name: String, mode: Mode) -> Tensor

  /// The linear layer of that name, with bias; N × in to N × `outputs`.
  func linear(_ input: Tensor, outputs: Int, name: String) -> Tensor
}

extension MacroWeights {
  /// A convolution and the batch normalisation behind it.
  func convolved(_ input: Tensor, _ convolution: MacroConvolution, mode: Mode) -> Tensor {
    normalized(unnormalized(input, convolution), after: convolution.name, mode: mode)
  }

  /// A convolution alone.
  func unnormalized(_ input: Tensor, _ convolution: MacroConvolution) -> Tensor {
    if convolution.kernelSize == 1, convolution.stride == 2 {
      return input.halved().convolved(with: weight(of: convolution))
    }
    if convolution.isDepthwise, input.device == .cpu, (3...7).contains(convolution.kernelSize) {
      return input.channelwiseConvolved(with: weight(of: convolution), stride: convolution.stride)
    }
    return input.convolved(
      with: weight(of: convolution), stride: convolution.stride,
      padding: convolution.kernelSize / 2,
      groups: convolution.isDepthwise ? convolution.inputChannels : 1)
  }
}
