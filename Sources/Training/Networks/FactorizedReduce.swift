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
        inputChannels: inputChannels, outputChannels: outputChannels / 2, kernelSize: 1, stride: 2,
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
    return norm(
      Tensor.concatenated([conv1(positive), conv2(shifted)], dimension: 1), mode: mode)
  }
}
