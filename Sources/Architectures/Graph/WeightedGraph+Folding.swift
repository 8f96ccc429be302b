extension WeightedGraph {
  /// The same network with every normalisation that follows a convolution folded into it, and factors that follow that.
  ///
  /// A normalisation behind convolutions side by side goes into each of them. What follows a pool stays. The results
  /// are those of the network, up to rounding.
  ///
  /// - Complexity: Linear in nodes and weights.
  public func folded() -> WeightedGraph {
    var folding = Folding(self)
    for node in graph.nodes.indices { folding.append(node) }
    return folding.result
  }
}

/// A walk that copies a graph and leaves out what went into convolutions.
private struct Folding {
  private let source: WeightedGraph
  /// How many nodes and outputs read a value.
  private let readers: [Int]
  private var nodes: [NetworkGraph.Node] = []
  private var weights: [String: WeightTensor] = [:]
  /// The new number of each old value.
  private var values: [Int]

  init(_ source: WeightedGraph) {
    self.source = source
    let graph = source.graph
    var readers = [Int](repeating: 0, count: graph.inputs.count + graph.nodes.count)
    for node in graph.nodes { for value in node.inputs { readers[value] += 1 } }
    for value in graph.outputs { readers[value] += 1 }
    self.readers = readers
    values = Array(graph.inputs.indices)
  }

  var result: WeightedGraph {
    WeightedGraph(
      fitting: weights,
      NetworkGraph(
        inputs: source.graph.inputs, nodes: nodes, outputs: source.graph.outputs.map { values[$0] })
    )
  }

  mutating func append(_ index: Int) {
    let node = source.graph.nodes[index]
    if let affine = affine(of: node.operation), let convolutions = foldable(node.inputs[0]) {
      var channels = affine[...]
      for convolution in convolutions {
        let count = nodes[convolution].output.channels
        fold(channels.prefix(count), into: convolution)
        // A single number serves all channels.
        if affine.count > 1 { channels = channels.dropFirst(count) }
      }
      values.append(values[node.inputs[0]])
      return
    }
    for weight in node.operation.weights { weights[weight.name] = source[weight.name] }
    nodes.append(
      NetworkGraph.Node(
        operation: node.operation, inputs: node.inputs.map { values[$0] }, output: node.output,
        part: node.part))
    values.append(source.graph.inputs.count + nodes.count - 1)
  }

  /// What is multiplied and added for each channel, or for all; nil for operators of other kinds.
  private func affine(of operation: GraphOperator) -> [ChannelAffine]? {
    switch operation {
    case .scale(let factor): return [ChannelAffine(scale: Double(factor), shift: 0)]
    case .normalization(let normalization): return source.affine(of: normalization)
    default: return nil
    }
  }

  /// The new convolutions that make an old value and that nothing else reads; nil where other nodes make it.
  private func foldable(_ value: Int) -> [Int]? {
    let inputs = source.graph.inputs.count
    guard readers[value] == 1, values[value] >= inputs else { return nil }
    let index = values[value] - inputs
    switch nodes[index].operation {
    case .convolution: return [index]
    case .concatenate:
      // Beside its own value, what a concatenation reads may have other readers.
      let read = nodes[index].inputs
      guard read.allSatisfy({ $0 >= inputs && isConvolution($0 - inputs) && isRead(once: $0) })
      else { return nil }
      return read.map { $0 - inputs }
    default: return nil
    }
  }

  private func isConvolution(_ node: Int) -> Bool {
    if case .convolution = nodes[node].operation { true } else { false }
  }

  /// Whether one reader alone reads the old values that a new value stands for.
  private func isRead(once value: Int) -> Bool {
    values.indices.last { values[$0] == value }.map { readers[$0] == 1 } ?? false
  }

  private mutating func fold(_ affine: ArraySlice<ChannelAffine>, into index: Int) {
    let node = nodes[index]
    guard case .convolution(var convolution) = node.operation, let first = affine.first,
      var weight = weights["\(convolution.name).weight"]
    else { preconditionFailure("node \(index) is no convolution") }
    let channels = convolution.outputChannels
    let each =
      affine.count == 1 ? [ChannelAffine](repeating: first, count: channels) : Array(affine)
    let size = weight.values.count / channels
    var bias = weights["\(convolution.name).bias"]?.values ?? Array(repeating: 0, count: channels)
    for channel in 0..<channels {
      for place in channel * size..<(channel + 1) * size {
        weight.values[place] = Float(Double(weight.values[place]) * each[channel].scale)
      }
      bias[channel] = Float(Double(bias[channel]) * each[channel].scale + each[channel].shift)
    }
    convolution.hasBias = true
    weights["\(convolution.name).weight"] = weight
    weights["\(convolution.name).bias"] = WeightTensor(shape: [channels], values: bias)
    nodes[index] = NetworkGraph.Node(
      operation: .convolution(convolution), inputs: node.inputs, output: node.output,
      part: node.part)
  }
}
