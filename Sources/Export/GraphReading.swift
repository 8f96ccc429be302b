import Architectures

/// Who reads the values of a graph, and which of them are vectors.
struct GraphReading {
  /// How many dimensions a value has in formats that tell vectors and images apart.
  enum Rank {
    /// Batch x channels.
    case vector
    /// Batch x channels x height x width.
    case image
  }

  let graph: NetworkGraph
  /// Whether the output depends on a node.
  let isLive: [Bool]
  /// For each value, the live nodes that read it, as often as they do.
  let readers: [[Int]]
  /// The rank of each value.
  let ranks: [Rank]

  init(_ graph: NetworkGraph) {
    self.graph = graph
    let first = graph.inputs.count
    var isLive = [Bool](repeating: false, count: graph.nodes.count)
    for output in graph.outputs where output >= first { isLive[output - first] = true }
    for (index, node) in graph.nodes.enumerated().reversed() where isLive[index] {
      for value in node.inputs where value >= first { isLive[value - first] = true }
    }
    var readers = [[Int]](repeating: [], count: first + graph.nodes.count)
    var ranks = [Rank](repeating: .image, count: first)
    for (index, node) in graph.nodes.enumerated() {
      if isLive[index] { for value in node.inputs { readers[value].append(index) } }
      ranks.append(node.operation.gives(reading: ranks[node.inputs[0]]))
    }
    self.isLive = isLive
    self.readers = readers
    self.ranks = ranks
  }

  /// The node that gives a value; nil for inputs.
  func node(giving value: Int) -> Int? {
    value < graph.inputs.count ? nil : value - graph.inputs.count
  }

  /// The only reader of what a node gives; nil where there are more, none, or where it is an output.
  func onlyReader(ofNode node: Int) -> Int? {
    let value = graph.value(ofNode: node)
    let nodes = readers[value]
    return nodes.count == 1 && !graph.outputs.contains(value) ? nodes[0] : nil
  }
}

extension GraphOperator {
  /// The rank that the operator has to be given; nil where it takes any.
  var reads: GraphReading.Rank? {
    switch self {
    case .relu, .sigmoid, .scale, .zeros: nil
    case .linear: .vector
    case .convolution, .normalization, .maximumPool, .averagePool, .pad, .slice, .add, .multiply,
      .concatenate, .mean:
      .image
    }
  }

  fileprivate func gives(reading rank: GraphReading.Rank) -> GraphReading.Rank {
    switch self {
    case .relu, .sigmoid, .scale: rank
    case .mean, .linear: .vector
    case .convolution, .normalization, .maximumPool, .averagePool, .pad, .slice, .add, .multiply,
      .concatenate, .zeros:
      .image
    }
  }

  /// The prefix of the names of the operator's tensors; nil where it has none.
  var layerName: String? {
    switch self {
    case .convolution(let convolution): convolution.name
    case .normalization(let normalization): normalization.name
    case .linear(let linear): linear.name
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      nil
    }
  }
}
