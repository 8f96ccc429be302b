import Architectures

/// The layers of a network by the parts of their names: `stem.conv` is `conv` in `stem`.
struct ModuleTree {
  /// The name of its place in the tree that holds it.
  let name: String
  /// How the layer is made; nil where there are layers below.
  private(set) var layer: GraphOperator?
  /// What is below, in the order in which it is first used.
  private(set) var children: [ModuleTree] = []

  /// The layers of a graph.
  ///
  /// - Throws: `ExportError.layerName` where two layers cannot both have their names.
  init(_ graph: NetworkGraph) throws(ExportError) {
    name = ""
    for node in graph.nodes {
      guard let name = node.operation.layerName else { continue }
      try insert(node.operation, name.split(separator: ".", omittingEmptySubsequences: false)[...])
    }
  }

  private init(name: String) { self.name = name }

  private mutating func insert(
    _ operation: GraphOperator, _ path: ArraySlice<Substring>
  ) throws(ExportError) {
    guard let first = path.first else {
      // The same layer may be used twice.
      guard children.isEmpty, layer == nil || layer == operation else {
        throw .layerName(operation.layerName ?? "")
      }
      layer = operation
      return
    }
    guard layer == nil, !first.isEmpty else { throw .layerName(operation.layerName ?? "") }
    let index = children.firstIndex { $0.name == first } ?? children.count
    if index == children.count { children.append(ModuleTree(name: String(first))) }
    try children[index].insert(operation, path.dropFirst())
  }

  /// What is at a place, such as `cells.0`; nil where nothing is.
  subscript(path: some StringProtocol) -> ModuleTree? {
    path.split(separator: ".", omittingEmptySubsequences: false).reduce(self) { tree, name in
      tree?.children.first { $0.name == name }
    }
  }

  /// The names of all layers from here on, relative to it.
  var layerNames: [String] {
    children.flatMap { child in
      child.layer == nil ? child.layerNames.map { "\(child.name).\($0)" } : [child.name]
    }
  }

  /// The children in order where their names are 0, 1, 2 and so on; nil where they are not.
  var numbered: [ModuleTree]? {
    let ordered = children.indices.map { index in children.first { $0.name == "\(index)" } }
    let found = ordered.compactMap { $0 }
    return found.count == children.count ? found : nil
  }
}
