internal import Architectures

// What our kernels recognise in graphs.
extension NetworkGraph {
  /// The operators of a graph in which each reads only the one before; nil for other graphs.
  var chain: [GraphOperator]? {
    guard inputs.count == 1, outputs == [nodes.count],
      nodes.enumerated().allSatisfy({ $1.inputs == [$0] })
    else { return nil }
    return nodes.map(\.operation)
  }

  /// Whether the graph gives its input as it is.
  var isIdentity: Bool { chain?.isEmpty ?? false }

  /// Whether it computes what another one does, under whatever names.
  func isLike(_ other: NetworkGraph) -> Bool {
    inputs == other.inputs && outputs == other.outputs && nodes.count == other.nodes.count
      && zip(nodes, other.nodes).allSatisfy {
        $0.inputs == $1.inputs && $0.operation.isLike($1.operation)
      }
  }
}

extension GraphOperator {
  fileprivate func isLike(_ other: GraphOperator) -> Bool {
    switch (self, other) {
    case (.convolution(let one), .convolution(let another)):
      one.outputChannels == another.outputChannels && one.kernelSize == another.kernelSize
        && one.stride == another.stride && one.padding == another.padding
        && one.dilation == another.dilation && one.groups == another.groups
    case (.normalization(let one), .normalization(let another)):
      one.hasWeights == another.hasWeights
    case (.linear(let one), .linear(let another)): one.outputs == another.outputs
    default: self == other
    }
  }
}
