package import Torch

/// sep_conv_k: twice ReLU, depthwise k×k, pointwise, batch normalisation; the first with the stride.
package struct SeparableConvolution: CellOperation {
  private let depthwise1, pointwise1, depthwise2, pointwise2: Conv2d
  private let norm1, norm2: BatchNorm2d
  private let kernelSize, stride: Int

  package init(_ channels: Int, kernelSize: Int, stride: Int, in scope: ParameterScope) {
    self.kernelSize = kernelSize
    self.stride = stride
    func depthwise(_ name: String, stride: Int) -> Conv2d {
      Conv2d(
        inputChannels: channels, outputChannels: channels, kernelSize: kernelSize, stride: stride,
        padding: kernelSize / 2, groups: channels, in: scope / name)
    }
    func pointwise(_ name: String) -> Conv2d {
      Conv2d(inputChannels: channels, outputChannels: channels, kernelSize: 1, in: scope / name)
    }
    depthwise1 = depthwise("depthwise1", stride: stride)
    pointwise1 = pointwise("pointwise1")
    norm1 = BatchNorm2d(channels, affine: false, in: scope / "bn1")
    depthwise2 = depthwise("depthwise2", stride: 1)
    pointwise2 = pointwise("pointwise2")
    norm2 = BatchNorm2d(channels, affine: false, in: scope / "bn2")
  }

  package var mixed: MixedOperation? {
    MixedOperation(
      kind: .doubleBlock, kernelSize: kernelSize, stride: stride,
      depthwise: [depthwise1.weight, depthwise2.weight],
      pointwise: [pointwise1.weight, pointwise2.weight],
      statistics: [norm1.statistics, norm2.statistics])
  }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    let first = norm1(pointwise1(depthwise1(input.relu())), mode: mode)
    return norm2(pointwise2(depthwise2(first.relu())), mode: mode)
  }
}
