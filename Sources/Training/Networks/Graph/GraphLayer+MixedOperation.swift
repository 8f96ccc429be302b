internal import Architectures
internal import Torch

extension GraphLayer {
  /// The graph as a term of a mixed cell, where it is one that our kernels can compute.
  var mixed: MixedOperation? {
    guard let chain = graph.chain else { return nil }
    if chain.isEmpty { return .identity }
    if chain.count == 2 { return pool(chain) }
    let blocks = stride(from: 0, to: chain.count, by: 4).map {
      Block(chain[$0..<min($0 + 4, chain.count)])
    }
    guard let first = blocks.first ?? nil, (1...2).contains(blocks.count),
      blocks.dropFirst().allSatisfy({ $0 == Block(kernelSize: first.kernelSize) }),
      first.dilation == 1 || blocks.count == 1
    else { return nil }
    let weights = convolutions.map(\.weight)
    return MixedOperation(
      kind: blocks.count == 1 ? .block : .doubleBlock, kernelSize: first.kernelSize,
      stride: first.stride, dilation: first.dilation,
      depthwise: blocks.indices.map { weights[2 * $0] },
      pointwise: blocks.indices.map { weights[2 * $0 + 1] },
      statistics: normalizations.map(\.statistics))
  }

  /// A 3×3 pool with padding 1 and a normalisation.
  private func pool(_ chain: [GraphOperator]) -> MixedOperation? {
    guard case .normalization(let normalization) = chain[1], !normalization.hasWeights else {
      return nil
    }
    let (kind, window): (MixedOperation.Kind, GraphOperator.Window)
    switch chain[0] {
    case .maximumPool(let own): (kind, window) = (.maximumPool, own)
    case .averagePool(let own, countsPadding: false): (kind, window) = (.averagePool, own)
    default: return nil
    }
    guard window.size == 3, window.padding == 1, (1...2).contains(window.stride) else { return nil }
    return .pool(kind, stride: window.stride, statistics: normalizations[0].statistics)
  }
}

/// ReLU, depthwise convolution, 1×1 convolution, normalisation without weights.
private struct Block: Equatable {
  var kernelSize: Int
  var stride = 1
  var dilation = 1

  init(kernelSize: Int) {
    self.kernelSize = kernelSize
  }

  /// The block that operators make; nil where they make none.
  init?(_ operators: ArraySlice<GraphOperator>) {
    guard operators.count == 4, let first = operators.first, first == .relu,
      case .convolution(let depthwise) = operators[operators.startIndex + 1],
      case .convolution(let pointwise) = operators[operators.startIndex + 2],
      case .normalization(let normalization) = operators[operators.startIndex + 3],
      depthwise.isDepthwise, let kernelSize = depthwise.kernelSize.side,
      [3, 5, 7].contains(kernelSize), let stride = depthwise.stride.side,
      (1...2).contains(stride), (1...2).contains(depthwise.dilation),
      depthwise.padding.side == depthwise.dilation * (kernelSize / 2),
      pointwise.isPointwise, pointwise.stride == 1,
      pointwise.outputChannels == pointwise.inputChannels, !normalization.hasWeights
    else { return nil }
    self.kernelSize = kernelSize
    self.stride = stride
    dilation = depthwise.dilation
  }
}
