import Architectures
import Inference

/// Executes one operator in both modes.
struct SingleOperator {
  let network: WeightedGraph

  init(
    _ inputs: [ImageShape], weights: [String: WeightTensor] = [:],
    _ build: (inout GraphBuilder) -> GraphBuilder.Value
  ) throws {
    var builder = GraphBuilder(inputs: inputs)
    let output = build(&builder)
    network = try WeightedGraph(builder.graph(outputs: [output]), weights: weights)
  }

  /// What each mode gives for one image.
  func outputs(_ inputs: [[Float]]) throws -> [[Float]] {
    try [GraphExecutor.Mode.plain, .fused].map { mode in
      try GraphExecutor(network, mode: mode).outputs(inputs, count: 1)[0]
    }
  }
}

extension ImageShape {
  /// A shape in few words.
  init(_ channels: Int, _ height: Int, _ width: Int) {
    self.init(channels: channels, height: height, width: width)
  }
}
