import Architectures

extension ModulePlan {
  /// The source of each part's class.
  var classSources: [String] {
    segments.compactMap { segment in
      classes[segment.part].map { source(of: segment, named: $0) }
    }
  }

  /// The source of the network's class.
  var networkSource: String {
    let graph = reading.graph
    var body = ForwardCode(self, part: "", outputs: graph.outputs)
    let images = body.parameter(0, name: "images")
    for segment in segments {
      if classes[segment.part] == nil {
        body.add(segment)
      } else {
        body.call(segment)
      }
    }
    body.finish(as: .vector)
    let classes = graph.shape(of: graph.outputs[0]).channels
    return source(
      "Network", "Images, N x \(graph.inputs[0].spaced), to logits, N x \(classes).",
      layers: layers(of: ""), parameters: [images], body)
  }

  private func source(of segment: GraphSegment, named name: String) -> String {
    let outputs = segment.outputs(reading)
    var body = ForwardCode(self, part: segment.part, outputs: outputs)
    let inputs = segment.inputs(reading)
    let parameters = inputs.map { body.parameter($0, name: origin(of: $0)) }
    body.add(segment)
    body.finish()
    func shapes(_ values: [Int]) -> String {
      values.map { reading.graph.shape(of: $0).spaced }.joined(separator: " and ")
    }
    return source(
      name, "\(segment.part): \(shapes(inputs)) to \(shapes(outputs)).",
      layers: layers(of: segment.part), parameters: parameters, body)
  }

  /// The part that a value comes from, as a name.
  private func origin(of value: Int) -> String {
    guard let node = reading.node(giving: value) else { return "images" }
    let part = reading.graph.nodes[node].part
    return part.isEmpty ? "x" : PythonText.variable(part)
  }

  private func source(
    _ name: String, _ summary: String, layers: [String], parameters: [String], _ body: ForwardCode
  ) -> String {
    let lines =
      ["class \(name)(nn.Module):", "    \"\"\"\(summary)\"\"\"", ""]
      + ["    def __init__(self):", "        super().__init__()"] + layers + [""]
      + ["    def forward(self, \(parameters.joined(separator: ", "))):"] + body.lines
    return lines.joined(separator: "\n")
  }
}
