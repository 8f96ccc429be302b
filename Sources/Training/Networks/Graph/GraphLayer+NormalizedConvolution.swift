internal import Architectures
internal import Torch

/// A convolution, its normalisation and what of ReLU and mean follows, which one of our kernels computes at once.
struct NormalizedConvolution {
  let convolution: Conv2d
  let normalization: BatchNorm2d
  let stride: Int
  let isRectified, isAveraged: Bool
  /// How many nodes of the graph it stands for.
  let nodes: Int

  /// N × C × H × W on the CPU to N × C' × H' × W', or N × C' where it is averaged.
  func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    input.convolved(
      with: convolution.weight, stride: stride,
      normalizedBy: normalization.normalization(mode: mode), rectified: isRectified,
      averaged: isAveraged)
  }
}

extension NormalizedConvolution {
  /// What begins at a node; nil where the kernel would not compute it, or slowly.
  init?(_ graph: NetworkGraph, from first: Int, _ layers: [GraphLayer.Layer]) {
    var last = first
    /// Whether only the next node reads the one before, and is the operator that is asked for.
    func isFollowed(by isWanted: (GraphLayer.Layer, GraphOperator) -> Bool) -> Bool {
      let (next, value) = (last + 1, graph.inputs.count + last)
      guard next < graph.nodes.count, graph.nodes[next].inputs == [value],
        !graph.outputs.contains(value),
        graph.nodes.count(where: { $0.inputs.contains(value) }) == 1,
        isWanted(layers[next], graph.nodes[next].operation)
      else { return false }
      last = next
      return true
    }
    guard case .convolution(let description) = graph.nodes[first].operation,
      case .convolution(let convolution) = layers[first], description.isForKernel,
      let stride = description.stride.side
    else { return nil }
    var normalization: BatchNorm2d?
    guard
      isFollowed(by: { layer, _ in
        if case .normalization(let behind) = layer { normalization = behind }
        return normalization != nil
      }), let normalization
    else { return nil }
    self.convolution = convolution
    self.normalization = normalization
    self.stride = stride
    isRectified = isFollowed { $1 == .relu }
    isAveraged = isFollowed { $1 == .mean }
    nodes = last - first + 1
  }
}

extension GraphOperator.Convolution {
  /// Whether the kernel's products of inputs with inputs are few beside the convolution's own.
  fileprivate var isForKernel: Bool {
    guard let side = kernelSize.side else { return false }
    let inputs = inputChannels * kernelSize.area
    return groups == 1 && dilation == 1 && side % 2 == 1 && padding.side == side / 2
      && inputs <= max(32, 2 * outputChannels)
  }
}
