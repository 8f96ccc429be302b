import Architectures

extension ONNXGraph {
  /// Adds every node that the output depends on.
  mutating func addNodes(reading images: String) {
    values[0] = images
    for index in reading.graph.nodes.indices where reading.isLive[index] {
      let value = reading.graph.value(ofNode: index)
      let name = add(reading.graph.nodes[index], index)
      describe(name, as: value)
      values[value] = name
    }
  }

  /// Adds what makes normalised pixels of raw ones, and gives the name of these.
  mutating func normalized(_ images: String, by normalization: Normalization) -> String {
    let shape = [1, normalization.mean.count, 1, 1]
    let means = add(
      normalization.mean.map { Float($0 * 255) }, shape: shape, name: "normalization.mean")
    let deviations = add(
      normalization.standardDeviation.map { Float($0 * 255) }, shape: shape,
      name: "normalization.std")
    let pixels = add(
      "Cast", [images], name: "normalization.cast",
      [.integer("to", ONNXTensorProto.DataType.float.rawValue)])
    let centred = add("Sub", [pixels, means], name: "normalization.centred")
    return add("Div", [centred, deviations], name: "normalization")
  }

  /// The name of a value in the given rank; nil takes it as it is.
  mutating func read(_ value: Int, as rank: GraphReading.Rank?) -> String {
    guard let name = values[value] else { preconditionFailure("value \(value) comes later") }
    switch (reading.ranks[value], rank) {
    case (.vector, .image):
      let axes = add([2, 3], name: "\(name).axes")
      return add("Unsqueeze", [name, axes], name: "\(name).image")
    case (.image, .vector):
      return add("Flatten", [name], name: "\(name).vector", [.integer("axis", 1)])
    default: return name
    }
  }

  private mutating func add(_ node: NetworkGraph.Node, _ index: Int) -> String {
    let inputs = node.inputs.map { read($0, as: node.operation.reads) }
    func name(_ kind: String) -> String { node.name(kind, index) }
    switch node.operation {
    case .convolution(let convolution): return add(convolution, inputs[0])
    case .normalization(let normalization): return add(normalization, inputs[0])
    case .linear(let linear):
      return add(
        "Gemm", [inputs[0], "\(linear.name).weight", "\(linear.name).bias"], name: linear.name,
        [.integer("transB", 1)])
    case .relu: return add("Relu", inputs, name: name("relu"))
    case .sigmoid: return add("Sigmoid", inputs, name: name("sigmoid"))
    case .maximumPool(let window):
      return add("MaxPool", inputs, name: name("max_pool"), window.attributes)
    case .averagePool(let window, let countsPadding):
      return add(
        "AveragePool", inputs, name: name("average_pool"),
        window.attributes + [.integer("count_include_pad", countsPadding ? 1 : 0)])
    case .pad(let bottom, let right):
      let pads = add([0, 0, 0, 0, 0, 0, bottom, right], name: name("pads"))
      return add("Pad", inputs + [pads], name: name("pad"))
    case .slice(let channels, let rows, let columns):
      return slice(inputs[0], [channels, rows, columns], node, index)
    case .add:
      // Runtimes fuse a convolution and an addition of two, but not a sum of any number.
      return add(inputs.count == 2 ? "Add" : "Sum", inputs, name: name("sum"))
    case .scale(let factor):
      let factor = add([factor], shape: [], name: name("factor"))
      return add("Mul", inputs + [factor], name: name("scale"))
    case .multiply: return add("Mul", inputs, name: name("multiply"))
    case .concatenate:
      return add("Concat", inputs, name: name("concatenate"), [.integer("axis", 1)])
    case .mean:
      let means = add("GlobalAveragePool", inputs, name: name("global_pool"))
      return add("Flatten", [means], name: name("mean"), [.integer("axis", 1)])
    case .zeros:
      // The size of the batch is known only when the network runs.
      let batch = add(
        "Shape", inputs, name: name("batch"), [.integer("start", 0), .integer("end", 1)])
      let rest = add(node.output.dimensions(.image), name: name("size"))
      let shape = add("Concat", [batch, rest], name: name("shape"), [.integer("axis", 0)])
      return add("ConstantOfShape", [shape], name: name("zeros"))
    }
  }

  private mutating func add(
    _ convolution: GraphOperator.Convolution, _ input: String
  ) -> String {
    let bias = convolution.hasBias ? ["\(convolution.name).bias"] : []
    return add(
      "Conv", [input, "\(convolution.name).weight"] + bias, name: convolution.name,
      [
        .sides("kernel_shape", convolution.kernelSize), .sides("strides", convolution.stride),
        .padding(convolution.padding), .sides("dilations", Sides(convolution.dilation)),
        .integer("group", convolution.groups),
      ])
  }

  private mutating func add(
    _ normalization: GraphOperator.Normalization, _ input: String
  ) -> String {
    let (name, channels) = (normalization.name, normalization.channels)
    // ONNX knows no normalisation without a scale and a shift.
    let affine =
      normalization.hasWeights
      ? ["\(name).weight", "\(name).bias"]
      : [
        add([Float](repeating: 1, count: channels), shape: [channels], name: "\(name).ones"),
        add([Float](repeating: 0, count: channels), shape: [channels], name: "\(name).zeros"),
      ]
    return add(
      "BatchNormalization", [input] + affine + ["\(name).running_mean", "\(name).running_var"],
      name: name, [.number("epsilon", Float(GraphOperator.Normalization.epsilon))])
  }

  private mutating func slice(
    _ input: String, _ ranges: [Range<Int>], _ node: NetworkGraph.Node, _ index: Int
  ) -> String {
    let full = reading.graph.shape(of: node.inputs[0]).dimensions(.image)
    // Axis 0 is the batch.
    let axes = ranges.indices.filter { ranges[$0] != 0..<full[$0] }
    let name = node.name("slice", index)
    let starts = add(axes.map { ranges[$0].lowerBound }, name: "\(name).starts")
    let ends = add(axes.map { ranges[$0].upperBound }, name: "\(name).ends")
    let numbers = add(axes.map { $0 + 1 }, name: "\(name).axes")
    return add("Slice", [input, starts, ends, numbers], name: name)
  }
}

extension NetworkGraph.Node {
  /// A name for a node without tensors: its part, its kind and its number.
  fileprivate func name(_ kind: String, _ index: Int) -> String {
    (part.isEmpty ? "" : "\(part).") + "\(kind)_\(index)"
  }
}

extension GraphOperator.Window {
  fileprivate var attributes: [ONNXAttributeProto] {
    [
      .sides("kernel_shape", Sides(size)), .sides("strides", Sides(stride)),
      .padding(Sides(padding)),
    ]
  }
}
