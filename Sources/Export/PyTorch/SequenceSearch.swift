import Architectures

/// Looks for scopes whose layers follow each other.
struct SequenceSearch {
  private let reading: GraphReading
  /// The number of each node's segment: a sequence stays within one.
  private var segments: [Int] = []
  private var claimed: Set<Int> = []
  private(set) var sequences: [LayerSequence] = []

  init(_ tree: ModuleTree, _ reading: GraphReading, _ segments: [GraphSegment]) {
    self.reading = reading
    for (number, segment) in segments.enumerated() {
      self.segments += segment.nodes.map { _ in number }
    }
    var nodes: [String: [Int]] = [:]
    for (index, node) in reading.graph.nodes.enumerated() {
      if let name = node.operation.layerName { nodes[name, default: []].append(index) }
    }
    visit(tree, path: "", nodes)
    // An activation goes with the layer before it where it can, so that these come first.
    for index in sequences.indices { extendBehind(index) }
    for index in sequences.indices { extendBefore(index) }
  }

  private var graph: NetworkGraph { reading.graph }

  private mutating func visit(_ tree: ModuleTree, path: String, _ nodes: [String: [Int]]) {
    for child in tree.children where child.layer == nil {
      let path = path.isEmpty ? child.name : "\(path).\(child.name)"
      let layers = child.children.compactMap { nodes["\(path).\($0.name)"] }
      if layers.count == child.children.count, layers.allSatisfy({ $0.count == 1 }),
        child.children.allSatisfy({ ModuleNames.isStep($0.name) }),
        let chain = chain(layers.map { $0[0] })
      {
        sequences.append(LayerSequence(path: path, nodes: chain))
        claimed.formUnion(chain)
      } else {
        visit(child, path: path, nodes)
      }
    }
  }

  /// All nodes from the first layer to the last; nil where anything else reads or joins.
  private func chain(_ layers: [Int]) -> [Int]? {
    guard reading.isLive[layers[0]] else { return nil }
    var nodes = [layers[0]]
    for layer in layers.dropFirst() {
      while let last = nodes.last, last != layer {
        guard let next = next(after: last),
          next == layer || graph.nodes[next].operation.isStep
        else { return nil }
        nodes.append(next)
      }
    }
    return nodes
  }

  /// The only reader of a node that can follow it in a sequence.
  private func next(after node: Int, unclaimed: Bool = true) -> Int? {
    guard let next = reading.onlyReader(ofNode: node), segments[next] == segments[node],
      graph.nodes[next].inputs.count == 1, !(unclaimed && claimed.contains(next))
    else { return nil }
    let rank = graph.nodes[next].operation.reads
    return rank == nil || rank == reading.ranks[graph.value(ofNode: node)] ? next : nil
  }

  private mutating func extendBehind(_ index: Int) {
    // Layers that have their own activation in front leave the one behind to those that follow.
    if let before = step(before: sequences[index]), graph.nodes[before].operation.isActivation {
      return
    }
    while let last = sequences[index].nodes.last, let next = next(after: last),
      graph.nodes[next].operation.isActivation
    {
      sequences[index].nodes.append(next)
      claimed.insert(next)
    }
  }

  private mutating func extendBefore(_ index: Int) {
    while let before = step(before: sequences[index]) {
      sequences[index].nodes.insert(before, at: 0)
      claimed.insert(before)
    }
  }

  /// The node that gives a sequence what it reads, where it can be the sequence's first step.
  private func step(before sequence: LayerSequence) -> Int? {
    guard let before = reading.node(giving: graph.nodes[sequence.nodes[0]].inputs[0]),
      !claimed.contains(before), graph.nodes[before].operation.isStep,
      next(after: before, unclaimed: false) == sequence.nodes[0]
    else { return nil }
    return before
  }
}

extension GraphOperator {
  /// Whether the operator is a function of one value that PyTorch has as a module too.
  fileprivate var isStep: Bool { layerName == nil && module != nil }

  /// Whether it belongs to the layer before it rather than to the one behind.
  fileprivate var isActivation: Bool { self == .relu || self == .sigmoid }
}
