internal import Architectures

/// A graph that is executed operator by operator, as its definitions say, without any thought of speed.
struct PlainProgram: ImageProgram {
  let network: WeightedGraph

  init(_ network: WeightedGraph) throws(InferenceError) {
    let graph = network.graph
    let values = (graph.inputs + graph.nodes.map(\.output)).reduce(0) { $0 + $1.count }
    let bytes = values * MemoryLayout<Float>.size
    guard bytes <= GraphExecutor.largestMemory else { throw .tooLarge(bytes: bytes) }
    self.network = network
  }

  func outputs(_ inputs: [[Float]], images: Range<Int>) -> [[Float]] {
    var outputs = [[Float]](repeating: [], count: network.graph.outputs.count)
    for image in images {
      let inputs = zip(network.graph.inputs, inputs).map { shape, values in
        FeatureMaps(shape, Array(values[image * shape.count..<(image + 1) * shape.count]))
      }
      let values = network.graph.nodes.reduce(into: inputs) { values, node in
        values.append(network.output(of: node, node.inputs.map { values[$0] }))
      }
      for (index, value) in network.graph.outputs.enumerated() {
        outputs[index] += values[value].values
      }
    }
    return outputs
  }
}
