package import Torch

/// dil_conv_k: ReLU, depthwise k×k with dilation 2, pointwise, batch normalisation.
package struct DilatedConvolution: CellOperation {
  private let depthwise, pointwise: Conv2d
  private let norm: BatchNorm2d
  private let kernelSize, stride: Int

  package init(_ channels: Int, kernelSize: Int, stride: Int, in scope: ParameterScope) {
    self.kernelSize = kernelSize
    self.stride = stride
    depthwise = Conv2d(
      inputChannels: channels, outputChannels: channels, kernelSize: kernelSize, stride: stride,
      padding: kernelSize - 1, dilation: 2, groups: channels, in: scope / "depthwise")
    pointwise = Conv2d(
      inputChannels: channels, outputChannels: channels, kernelSize: 1, in: scope / "pointwise")
    norm = BatchNorm2d(channels, affine: false, in: scope / "bn")
  }

  package var mixed: MixedOperation? {
    MixedOperation(
      kind: .block, kernelSize: kernelSize, stride: stride, dilation: 2,
      depthwise: [depthwise.weight], pointwise: [pointwise.weight], statistics: [norm.statistics])
  }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    norm(pointwise(depthwise(input.relu())), mode: mode)
  }
}
