import Architectures

/// How a network is laid out as modules: which parts become classes, which layers sequences.
struct ModulePlan {
  let tree: ModuleTree
  let reading: GraphReading
  let segments: [GraphSegment]
  /// The sequences by their paths.
  let sequences: [String: LayerSequence]
  /// The names of the classes by the paths of their parts.
  let classes: [String: String]

  /// Lays a network out.
  ///
  /// - Throws: `ExportError.layerName` for names that PyTorch's modules cannot have.
  init(_ graph: NetworkGraph) throws(ExportError) {
    tree = try ModuleTree(graph)
    reading = GraphReading(graph)
    segments = GraphSegment.all(of: graph)
    let found = SequenceSearch(tree, reading, segments).sequences
    sequences = Dictionary(uniqueKeysWithValues: found.map { ($0.path, $0) })
    var classes: [String: String] = [:]
    var taken: Set = ["Network", "OrderedDict", "Path", "F"]
    for segment in segments where Self.isClass(segment, tree, reading, segments, sequences) {
      var name = PythonText.className(segment.part)
      while !taken.insert(name).inserted { name += "Part" }
      classes[segment.part] = name
    }
    self.classes = classes
    for child in tree.children where !ModuleNames.isAttribute(child.name) {
      throw .layerName(child.name)
    }
    try checkKeys(below: tree, path: "")
  }

  /// A segment becomes a class where it has the layers of its part, all of them and no others.
  private static func isClass(
    _ segment: GraphSegment, _ tree: ModuleTree, _ reading: GraphReading,
    _ segments: [GraphSegment], _ sequences: [String: LayerSequence]
  ) -> Bool {
    guard !segment.part.isEmpty, let below = tree[segment.part], below.layer == nil,
      sequences[segment.part] == nil, PythonText.isIdentifier(PythonText.className(segment.part)),
      below.children.allSatisfy({ ModuleNames.isAttribute($0.name) }),
      segment.nodes.contains(where: { reading.isLive[$0] }),
      segments.count(where: { $0.part == segment.part }) == 1
    else { return false }
    let names = segment.nodes.compactMap { reading.graph.nodes[$0].operation.layerName }
    let own = Set(names)
    let users = reading.graph.nodes.count { $0.operation.layerName.map(own.contains) ?? false }
    return own == Set(below.layerNames.map { "\(segment.part).\($0)" }) && users == names.count
  }

  private func checkKeys(below tree: ModuleTree, path: String) throws(ExportError) {
    for child in tree.children where child.layer == nil {
      let path = path.isEmpty ? child.name : "\(path).\(child.name)"
      guard sequences[path] == nil else { continue }
      if classes[path] == nil {
        for key in child.children where !ModuleNames.isKey(key.name) {
          throw .layerName("\(path).\(key.name)")
        }
      }
      try checkKeys(below: child, path: path)
    }
  }
}
