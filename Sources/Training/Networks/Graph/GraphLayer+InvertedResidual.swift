internal import Architectures
internal import Torch

/// An inverted residual, which one of our kernels computes at once.
///
/// A 1×1 convolution, a depthwise one and another 1×1 one, each normalised, and all but the last with ReLU.
struct InvertedResidualBlock {
  private let convolutions: [Conv2d]
  private let normalizations: [BatchNorm2d]
  private let stride: Int

  /// N × C × H × W to N × C' × H' × W', times a scalar if there is one.
  func callAsFunction(_ input: Tensor, mode: Mode, scaledBy factor: Tensor? = nil) -> Tensor {
    let projected = normalizations[2].normalization(mode: mode)
    let channels = convolutions[2].weight.size(0)
    let weights = InvertedResidualWeights(
      expand: convolutions[0].weight, expanded: normalizations[0].normalization(mode: mode),
      depthwise: [convolutions[1].weight], stride: stride,
      filtered: normalizations[1].normalization(mode: mode), project: convolutions[2].weight,
      projected: factor.map { projected.scaled(by: $0, channels: channels) } ?? projected)
    return input.invertedResidual(weights, isResidual: false)
  }
}

extension InvertedResidualBlock {
  /// The block that a layer is; nil for other layers.
  init?(_ layer: GraphLayer) {
    guard let chain = layer.graph.chain, chain.count == 8,
      case .convolution(let expand) = chain[0], case .normalization = chain[1], chain[2] == .relu,
      case .convolution(let depthwise) = chain[3], case .normalization = chain[4],
      chain[5] == .relu, case .convolution(let project) = chain[6],
      case .normalization = chain[7],
      expand.isPointwise, expand.stride == 1, project.isPointwise, project.stride == 1,
      depthwise.isDepthwise, depthwise.dilation == 1,
      let kernelSize = depthwise.kernelSize.side, [3, 5, 7].contains(kernelSize),
      let stride = depthwise.stride.side, (1...2).contains(stride),
      depthwise.padding.side == kernelSize / 2
    else { return nil }
    convolutions = layer.convolutions
    normalizations = layer.normalizations
    self.stride = stride
  }
}
