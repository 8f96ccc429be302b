package import Torch

/// Halves height and width: ReLU, two 1×1 convolutions of stride 2 side by side, batch normalisation.
///
/// The second convolution reads the pixels one further down and right; beyond an odd edge it reads zeros, so that both
/// give ceil(n/2) pixels.
package struct FactorizedReduce: CellOperation {
  private let conv1, conv2: Conv2d
  private let norm: BatchNorm2d
  private let computation: Computation

  package init(
    inputChannels: Int, outputChannels: Int, computation: Computation = Computation(),
    in scope: ParameterScope
  ) {
    self.computation = computation
    precondition(outputChannels % 2 == 0, "output channels must be even, got \(outputChannels)")
    func half(_ name: String) -> Conv2d {
      Conv2d(
        inputChannels: inputChannels, outputChannels: outputChannels / 2, kernelSize: 1,
        in: scope / name)
    }
    conv1 = half("conv1")
    conv2 = half("conv2")
    norm = BatchNorm2d(outputChannels, affine: false, in: scope / "bn")
  }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    if computation.fuses(on: input.device) {
      return input.pointwiseBlock(
        weights: [conv1.weight, conv2.weight], statistics: norm.statistics, mode: mode)
    }
    let positive = input.relu()
    let shifted = positive.padded([-1, input.size(3) % 2, -1, input.size(2) % 2])
    let both = Tensor.concatenated(
      [conv1(positive.halved()), conv2(shifted.halved())], dimension: 1)
    return norm(both, mode: mode)
  }
}

extension Tensor {
  /// Every second row and column of images.
  ///
  /// In place of the stride of a 1×1 convolution: with three threads or more, oneDNN 3.12 (libtorch 2.13) writes beyond
  /// its buffers in the backward pass of a strided one with few channels.
  func halved() -> Tensor {
    sliced(0..<size(2), dimension: 2, step: 2).sliced(0..<size(3), dimension: 3, step: 2)
  }
}
