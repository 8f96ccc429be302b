import Architectures

/// An ONNX graph that is being written: nodes, constants and the names of both.
struct ONNXGraph {
  let source: WeightedGraph
  let reading: GraphReading
  private(set) var proto = ONNXGraphProto()
  /// The name of each value of the source that is written already.
  var values: [Int: String] = [:]
  private var taken: Set<String>

  /// A graph of the given tensors, without nodes yet.
  init(name: String, weights source: WeightedGraph, reserved: Set<String>) {
    self.source = source
    reading = GraphReading(source.graph)
    taken = reserved
    proto.name = name
    // Tensors keep their names; nodes have to find others.
    for (index, node) in reading.graph.nodes.enumerated() where reading.isLive[index] {
      for weight in node.operation.weights where taken.insert(weight.name).inserted {
        proto.initializer.append(.floats(source[weight.name], name: weight.name))
      }
    }
  }

  mutating func addInput(_ name: String, shape: ImageShape, type: ONNXTensorProto.DataType) {
    proto.input.append(.batch(name, shape.dimensions(.image), type: type))
  }

  /// Adds a node with one output of the same name, and gives that name.
  mutating func add(
    _ type: String, _ inputs: [String], name: String, _ attributes: [ONNXAttributeProto] = []
  ) -> String {
    var node = ONNXNodeProto()
    node.opType = type
    node.input = inputs
    node.name = free(name)
    node.output = [node.name]
    node.attribute = attributes
    proto.node.append(node)
    return node.name
  }

  /// Adds a constant, and gives its name.
  mutating func add(_ values: [Float], shape: [Int], name: String) -> String {
    let name = free(name)
    proto.initializer.append(
      .floats(WeightTensor(shape: shape, values: values), name: name))
    return name
  }

  /// Adds a constant vector of whole numbers, such as axes, and gives its name.
  mutating func add(_ values: [Int], name: String) -> String {
    let name = free(name)
    proto.initializer.append(.integers(values, name: name))
    return name
  }

  /// Records the shape of a value, for those who look at the graph and for checkers.
  mutating func describe(_ name: String, as value: Int) {
    proto.valueInfo.append(
      .batch(name, reading.graph.shape(of: value).dimensions(reading.ranks[value]), type: .float))
  }

  /// Gives the output of the graph its name.
  mutating func finish(output name: String) {
    let value = reading.graph.outputs[0]
    // A node gives it even where the network is empty, since the input is no vector.
    let last = read(value, as: .vector)
    for index in proto.node.indices {
      proto.node[index].input = proto.node[index].input.map { $0 == last ? name : $0 }
      proto.node[index].output = proto.node[index].output.map { $0 == last ? name : $0 }
    }
    proto.valueInfo.removeAll { $0.name == last }
    proto.output = [.batch(name, reading.graph.shape(of: value).dimensions(.vector), type: .float)]
  }

  private mutating func free(_ name: String) -> String {
    var free = name
    var number = 2
    while !taken.insert(free).inserted {
      free = "\(name)_\(number)"
      number += 1
    }
    return free
  }
}

extension ImageShape {
  /// The length of each dimension but the batch.
  func dimensions(_ rank: GraphReading.Rank) -> [Int] {
    rank == .vector ? [channels] : [channels, height, width]
  }
}
