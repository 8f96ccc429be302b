package import Architectures

extension NetworkGraph {
  /// What brings a cell's input to other channels: ReLU, 1×1 convolution, normalisation, or a factorised reduction.
  package static func preprocessing(
    _ input: ImageShape, channels: Int, reduces: Bool
  ) -> NetworkGraph {
    var builder = GraphBuilder(inputs: [input])
    let value = builder.input(0)
    let output =
      reduces
      ? builder.factorizedReduction(value, channels: channels, hasWeights: false)
      : builder.pointwiseBlock(value, channels: channels, hasWeights: false)
    return builder.graph(outputs: [output])
  }
}
