internal import Architectures

/// Which nodes of a graph need no step of their own, and why.
struct GraphFusion {
  /// How a value is read.
  struct Operand {
    /// The value that is computed.
    var root: Int
    /// What of it is read, in the order in which parts of parts were taken.
    var slices: [Slice] = []
    /// Whether its positive part is read.
    var isRectified = false
    /// The factor with which it is read.
    var factor: Float = 1
  }

  /// A part of an image.
  struct Slice {
    let channels, rows, columns: Range<Int>
  }

  /// Where a value is computed that is a part of another.
  struct Place {
    let concatenation: Int
    let channels: Range<Int>
  }

  private let graph: NetworkGraph
  /// The nodes that read each value, once for each time; nil stands for an output of the graph.
  private var readers: [[Int?]]
  /// How each value is read.
  private(set) var operands: [Operand] = []
  /// The values of which the positive part is computed in place of them.
  private(set) var rectified: Set<Int> = []
  /// The values that are computed where a concatenation has them.
  private(set) var places: [Int: Place] = [:]

  init(_ graph: NetworkGraph) {
    self.graph = graph
    readers = Array(repeating: [], count: graph.inputs.count + graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs { readers[input].append(index) }
    }
    for output in graph.outputs { readers[output].append(nil) }
    operands = graph.inputs.indices.map { Operand(root: $0) }
    var positiveParts: [Int: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      let value = graph.value(ofNode: index)
      operands.append(operand(node, value, &positiveParts))
      if case .concatenate = node.operation { place(node.inputs, in: value) }
    }
  }

  /// Whether a node is computed by a step of its own.
  func isComputed(_ value: Int) -> Bool { operands[value].root == value }

  /// The value whose memory holds a computed value.
  func storage(_ value: Int) -> Int { places[value]?.concatenation ?? value }

  private mutating func operand(
    _ node: NetworkGraph.Node, _ value: Int, _ positiveParts: inout [Int: Int]
  ) -> Operand {
    var operand = operands[node.inputs[0]]
    switch node.operation {
    case .slice(let channels, let rows, let columns):
      operand.slices.append(Slice(channels: channels, rows: rows, columns: columns))
      return operand
    case .scale(let factor) where readers[value].allSatisfy(isSum):
      operand.factor *= factor
      return operand
    case .relu:
      if canRectify(node.inputs[0]) {
        rectify(node.inputs[0])
        return operand
      }
      if readers[value].allSatisfy(copies) {
        operand.isRectified = true
        return operand
      }
      if let same = positiveParts[node.inputs[0]] { return operands[same] }
      positiveParts[node.inputs[0]] = value
      return Operand(root: value)
    default: return Operand(root: value)
    }
  }

  /// Whether a value is computed by a step that can give its positive part, and nobody wants it otherwise.
  private func canRectify(_ value: Int) -> Bool {
    guard value >= graph.inputs.count, readers[value].count == 1 else { return false }
    let node = graph.nodes[value - graph.inputs.count]
    switch node.operation {
    case .convolution, .linear, .add, .normalization: return true
    case .concatenate: return node.inputs.allSatisfy(canRectify)
    default: return false
    }
  }

  private mutating func rectify(_ value: Int) {
    let node = graph.nodes[value - graph.inputs.count]
    if case .concatenate = node.operation {
      for input in node.inputs { rectify(input) }
    } else {
      rectified.insert(value)
    }
  }

  private func isSum(_ reader: Int?) -> Bool {
    if let reader, case .add = graph.nodes[reader].operation { true } else { false }
  }

  /// Whether a reader copies what it reads, with zeros around it.
  private func copies(_ reader: Int?) -> Bool {
    guard let reader, case .convolution(let convolution) = graph.nodes[reader].operation else {
      return false
    }
    return convolution.padding != 0
  }

  /// Lets the inputs of a concatenation be computed in its memory, where whole blocks of lanes are theirs.
  private mutating func place(_ inputs: [Int], in concatenation: Int) {
    var first = 0
    for (index, input) in inputs.enumerated() {
      let channels = first..<first + graph.shape(of: input).channels
      first = channels.upperBound
      let isWhole = channels.count == channels.count.filledLanes || index == inputs.count - 1
      guard input >= graph.inputs.count, isComputed(input), places[input] == nil, isWhole,
        channels.lowerBound == channels.lowerBound.filledLanes
      else { continue }
      // What is a concatenation itself may hold others by now.
      if case .concatenate = graph.nodes[input - graph.inputs.count].operation { continue }
      places[input] = Place(concatenation: concatenation, channels: channels)
    }
  }
}
