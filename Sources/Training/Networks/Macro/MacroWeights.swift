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
    input.convolved(
      with: weight(of: convolution), stride: convolution.stride,
      padding: convolution.kernelSize / 2,
      groups: convolution.isDepthwise ? convolution.inputChannels : 1)
  }

  /// Depthwise convolutions, each on its share of the channels, of the positive part of what a normalisation gives.
  func branched(
    _ input: Tensor, rectifiedBy normalization: BatchNormalization, _ branches: [MacroConvolution]
  ) -> Tensor {
    // All branches of a block have its stride.
    if input.device == .cpu, branches.allSatisfy({ [3, 5, 7].contains($0.kernelSize) }) {
      return input.channelwiseConvolved(
        with: branches.map { weight(of: $0) }, stride: branches[0].stride,
        rectifiedBy: normalization)
    }
    let hidden = input.normalized(by: normalization, rectified: true)
    guard branches.count > 1 else { return unnormalized(hidden, branches[0]) }
    var first = 0
    let outputs = branches.map { branch in
      let channels = first..<first + branch.inputChannels
      first = channels.upperBound
      return unnormalized(hidden.sliced(channels, dimension: 1), branch)
    }
    return Tensor.concatenated(outputs, dimension: 1)
  }
}
