internal import Architectures
internal import Torch

/// ReLU, one or two 1×1 convolutions and a normalisation, which one of our kernels computes at once.
struct PointwiseBlock {
  private let weights: [Tensor]
  private let statistics: Tensor.RunningStatistics

  /// N × C × H × W on the CPU to what the block gives.
  func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    input.pointwiseBlock(weights: weights, statistics: statistics, mode: mode)
  }
}

extension PointwiseBlock {
  /// The block that a layer is; nil for other layers.
  init?(_ layer: GraphLayer) {
    guard layer.graph.isPointwiseBlock || layer.graph.isFactorizedReduction else { return nil }
    weights = layer.convolutions.map(\.weight)
    statistics = layer.normalizations[0].statistics
  }
}

extension NetworkGraph {
  fileprivate var isPointwiseBlock: Bool {
    guard let chain, chain.count == 3, chain[0] == .relu,
      case .convolution(let convolution) = chain[1],
      case .normalization(let normalization) = chain[2]
    else { return false }
    return convolution.isPointwise && convolution.stride == 1 && !normalization.hasWeights
  }

  fileprivate var isFactorizedReduction: Bool {
    guard inputs.count == 1, outputs.count == 1, chain == nil else { return false }
    var builder = GraphBuilder(inputs: inputs)
    let channels = shape(of: outputs[0]).channels
    guard channels % 2 == 0 else { return false }
    let output = builder.factorizedReduction(
      builder.input(0), channels: channels, hasWeights: false)
    return isLike(builder.graph(outputs: [output]))
  }
}
