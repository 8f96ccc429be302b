package import Architectures
package import Torch

/// The first layer: 3×3 convolution to `stemMultiplier` times C channels, batch normalisation with scale and shift.
package struct Stem {
  private let conv: Conv2d
  private let norm: BatchNorm2d

  package init(_ network: CellNetwork, in scope: ParameterScope) {
    let channels = network.stemShape.channels
    conv = Conv2d(
      inputChannels: network.image.channels, outputChannels: channels, kernelSize: 3,
      stride: network.stemStride, padding: 1, in: scope / "conv")
    norm = BatchNorm2d(channels, affine: true, in: scope / "bn")
  }

  package func callAsFunction(_ images: Tensor, mode: Mode) -> Tensor {
    norm(conv(images.contiguous(.channelsLast)), mode: mode)
  }
}
