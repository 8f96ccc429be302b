internal import Architectures
internal import Torch

/// ReLU, one or two 1×1 convolutions and a normalisation, which one of our kernels computes at once.
struct PointwiseBlock {
  private let weights: [Tensor]
  private let normalization: BatchNorm2d

  /// N × C × H × W on the CPU to what the block gives, times a scalar if there is one.
  func callAsFunction(_ input: Tensor, mode: Mode, scaledBy factor: Tensor? = nil) -> Tensor {
    let output = input.pointwiseBlock(
      weights: weights, statistics: normalization.statistics, mode: mode)
    let affine = normalization.normalization(mode: mode)
    guard let weight = affine.weight, let bias = affine.bias else {
      return factor.map { output * $0 } ?? output
    }
    let (scale, shift) = factor.map { (weight * $0, bias * $0) } ?? (weight, bias)
    return output * scale.reshaped([1, -1, 1, 1]) + shift.reshaped([1, -1, 1, 1])
  }
}

extension PointwiseBlock {
  /// The block that a layer is; nil for other layers.
  init?(_ layer: GraphLayer) {
    guard layer.graph.isPointwiseBlock || layer.graph.isFactorizedReduction else { return nil }
    weights = layer.convolutions.map(\.weight)
    normalization = layer.normalizations[0]
  }
}

extension NetworkGraph {
  fileprivate var isPointwiseBlock: Bool {
    guard let chain, chain.count == 3, chain[0] == .relu,
      case .convolution(let convolution) = chain[1],
      case .normalization = chain[2]
    else { return false }
    return convolution.isPointwise && convolution.stride == 1
  }

  fileprivate var isFactorizedReduction: Bool {
    guard inputs.count == 1, outputs.count == 1, chain == nil else { return false }
    var builder = GraphBuilder(inputs: inputs)
    let channels = shape(of: outputs[0]).channels
    guard channels % 2 == 0 else { return false }
    let hasWeights = nodes.contains {
      if case .normalization(let normalization) = $0.operation {
        normalization.hasWeights
      } else {
        false
      }
    }
    let output = builder.factorizedReduction(
      builder.input(0), channels: channels, hasWeights: hasWeights)
    return isLike(builder.graph(outputs: [output]))
  }
}
