package import Architectures
package import Torch

/// A graph with parameters of its own.
///
/// libtorch computes it operator by operator, but for the convolutions that our kernels compute with what follows.
package struct GraphLayer {
  package let graph: NetworkGraph
  /// One per node.
  private let layers: [Layer]
  private let positions: [String: Int]
  /// The values that nothing reads after a node, by node.
  private let spent: [[Int]]
  private let computation: Computation
  /// What our kernels compute at once, by its first node.
  let blocks: [Int: NormalizedConvolution]

  /// An operator with its parameters.
  enum Layer {
    case convolution(Conv2d)
    case normalization(BatchNorm2d)
    case linear(Linear)
    case plain
  }

  /// Declares the parameters of the graph, in its order, under its names.
  package init(
    _ graph: NetworkGraph, computation: Computation = Computation(engine: .reference),
    in scope: ParameterScope
  ) {
    self.graph = graph
    self.computation = computation
    let layers = graph.nodes.map { Layer($0.operation, in: scope) }
    self.layers = layers
    blocks = graph.nodes.indices.reduce(into: [:]) {
      $0[$1] = NormalizedConvolution(graph, from: $1, layers)
    }
    positions = Dictionary(
      uniqueKeysWithValues: graph.nodes.enumerated().compactMap { index, node in
        node.operation.name.map { ($0, index) }
      })
    var last: [Int: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for value in node.inputs { last[value] = index }
    }
    var spent = [[Int]](repeating: [], count: graph.nodes.count)
    for (value, node) in last where !graph.outputs.contains(value) { spent[node].append(value) }
    self.spent = spent
  }

  /// The layer of that name; nil for none.
  subscript(name: String) -> Layer? { positions[name].map { layers[$0] } }

  /// The weights of the convolutions, in the order of the graph.
  var convolutions: [Conv2d] {
    layers.compactMap { if case .convolution(let layer) = $0 { layer } else { nil } }
  }

  /// The normalisations, in the order of the graph.
  var normalizations: [BatchNorm2d] {
    layers.compactMap { if case .normalization(let layer) = $0 { layer } else { nil } }
  }

  /// Inputs to outputs, N × C × H × W or, for vectors, N × C.
  package func callAsFunction(_ inputs: [Tensor], mode: Mode) -> [Tensor] {
    precondition(
      inputs.count == graph.inputs.count, "\(inputs.count) inputs, not \(graph.inputs.count)")
    var values: [Tensor?] = inputs
    let fuses = computation.fuses(on: inputs[0].device)
    while values.count < inputs.count + graph.nodes.count {
      let index = values.count - inputs.count
      let node = graph.nodes[index]
      let read = node.inputs.map { Self.value(values, $0) }
      var count = 1
      let output: Tensor
      if fuses, let block = blocks[index] {
        count = block.nodes
        output = block(read[0], mode: mode)
      } else {
        output = layers[index].output(node.operation, read, shape: node.output, mode: mode)
      }
      values += [Tensor?](repeating: nil, count: count - 1) + [output]
      for value in spent[index..<index + count].joined() { values[value] = nil }
    }
    return graph.outputs.map { Self.value(values, $0) }
  }

  private static func value(_ values: [Tensor?], _ index: Int) -> Tensor {
    guard let value = values[index] else { preconditionFailure("value \(index) is gone") }
    return value
  }
}
