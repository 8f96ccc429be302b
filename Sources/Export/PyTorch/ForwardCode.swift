import Architectures

/// The body of a `forward` method: a statement for each value that has a name.
struct ForwardCode {
  private let plan: ModulePlan
  /// The part whose class this is; empty for the network.
  private let part: String
  /// The values that are returned.
  private let outputs: [Int]
  /// What each value is called, or how it is computed where it is read.
  private var values: [Int: PythonExpression] = [:]
  private var taken: Set<String> = ["self", "F", "nn", "torch", "len"]
  /// The sequences by their last nodes.
  private var sequences: [Int: LayerSequence] = [:]
  /// The nodes that a sequence computes on its way.
  private let skipped: Set<Int>
  /// The statements so far.
  private(set) var lines: [String] = []

  /// The longest expression that may stand within another one.
  private static let longest = 60

  /// An empty body.
  init(_ plan: ModulePlan, part: String, outputs: [Int]) {
    self.plan = plan
    self.part = part
    self.outputs = outputs
    for sequence in plan.sequences.values {
      if let last = sequence.nodes.last { sequences[last] = sequence }
    }
    skipped = Set(plan.sequences.values.flatMap { $0.nodes.dropLast() })
  }

  /// Declares a parameter of the method, and gives its name.
  mutating func parameter(_ value: Int, name: String) -> String {
    let name = free(name)
    values[value] = .text(name)
    return name
  }

  /// Computes the nodes of a segment here.
  mutating func add(_ segment: GraphSegment) {
    let given = segment.outputs(plan.reading)
    for node in segment.nodes where plan.reading.isLive[node] && !skipped.contains(node) {
      let value = plan.reading.graph.value(ofNode: node)
      let expression: PythonExpression
      var name = plan.reading.graph.nodes[node].operation.word
      if let sequence = sequences[node] {
        let inputs = operands(of: sequence.nodes[0])
        expression = .call(plan.access(sequence.path, within: part), inputs)
        name = local(sequence.path)
      } else {
        expression = computed(node)
        if let layer = plan.reading.graph.nodes[node].operation.layerName { name = local(layer) }
      }
      if part.isEmpty, given.contains(value), !segment.part.isEmpty { name = segment.part }
      bind(value, to: expression, name: name, among: segment)
    }
  }

  /// Lets the class of a part compute its segment.
  mutating func call(_ segment: GraphSegment) {
    let inputs = segment.inputs(plan.reading).map { read($0, as: nil) }
    let outputs = segment.outputs(plan.reading)
    let names = outputs.map { value in
      let name = free(PythonText.variable(segment.part))
      values[value] = .text(name)
      return name
    }
    let call = PythonExpression.call(plan.access(segment.part, within: ""), inputs)
    lines += call.lines("\(names.joined(separator: ", ")) = ", indent: 8)
  }

  /// Ends the method.
  mutating func finish(as rank: GraphReading.Rank? = nil) {
    let results = outputs.map { read($0, as: rank) }
    let result = results.count == 1 ? results[0] : .list("(", results, ")")
    lines += result.lines("return ", indent: 8)
  }

  /// Writes a value where it is read if that is once, nearby and short; else gives it a name.
  private mutating func bind(
    _ value: Int, to expression: PythonExpression, name: String, among segment: GraphSegment
  ) {
    guard !isWritten(value, expression, among: segment) else {
      values[value] = expression
      return
    }
    let name = free(PythonText.variable(name))
    lines += expression.lines("\(name) = ", indent: 8)
    values[value] = .text(name)
  }

  /// Whether a value needs no name: only the end of the method reads it, or one short statement.
  private func isWritten(
    _ value: Int, _ expression: PythonExpression, among segment: GraphSegment
  ) -> Bool {
    let readers = plan.reading.readers[value].filter { part.isEmpty || segment.nodes.contains($0) }
    if outputs.contains(value) { return readers.isEmpty }
    // Zeros ask their operand twice.
    return readers.count == 1 && segment.nodes.contains(readers[0])
      && plan.reading.graph.nodes[readers[0]].operation != .zeros
      && expression.flat.count <= Self.longest
  }

  private func computed(_ index: Int) -> PythonExpression {
    let node = plan.reading.graph.nodes[index]
    let operands = operands(of: index)
    if let layer = node.operation.layerName {
      return .call(plan.access(layer, within: part), operands)
    }
    return node.operation.function(
      of: operands, reading: plan.reading.graph.shape(of: node.inputs[0]), gives: node.output)
  }

  private func operands(of index: Int) -> [PythonExpression] {
    let node = plan.reading.graph.nodes[index]
    return node.inputs.map { read($0, as: node.operation.reads) }
  }

  private func read(_ value: Int, as rank: GraphReading.Rank?) -> PythonExpression {
    guard let expression = values[value] else { preconditionFailure("value \(value) comes later") }
    return switch (plan.reading.ranks[value], rank) {
    case (.vector, .image): .postfix(expression, "[:, :, None, None]")
    case (.image, .vector): .postfix(expression, ".flatten(1)")
    default: expression
    }
  }

  /// The name of a layer without that of its part.
  private func local(_ name: String) -> String {
    part.isEmpty ? name : String(name.dropFirst(part.count + 1))
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
