import Architectures

extension ModulePlan {
  /// The statements that make the layers of the network, or of the class of a part.
  func layers(of part: String) -> [String] {
    let children = (part.isEmpty ? tree : tree[part])?.children ?? []
    return children.flatMap { child in
      let path = part.isEmpty ? child.name : "\(part).\(child.name)"
      return made(child, path).lines("self.\(child.name) = ", indent: 8)
    }
  }

  /// How a layer, or a group of them, is called within the class of a part.
  func access(_ path: String, within part: String) -> String {
    let rest = part.isEmpty ? path[...] : path.dropFirst(part.count + 1)
    var place = part
    var text = "self"
    for (depth, name) in rest.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
      if depth == 0 {
        text += ".\(name)"
      } else if isList(place) {
        text += "[\(name)]"
      } else {
        text += "[\(PythonText.literal(String(name)))]"
      }
      place = place.isEmpty ? String(name) : "\(place).\(name)"
    }
    return text
  }

  /// Only the first level has lists: below, edges of a cell may be left out, and others be renumbered.
  private func isList(_ path: String) -> Bool {
    !path.contains(".") && tree[path]?.numbered != nil
  }

  private func made(_ tree: ModuleTree, _ path: String) -> PythonExpression {
    if let layer = tree.layer { return .text(layer.module ?? "") }
    if let name = classes[path] { return .text("\(name)()") }
    if let sequence = sequences[path] {
      let steps = sequence.steps(in: reading.graph)
      return .call(
        "sequence", steps.map { .labelled("\($0.name)=", .text($0.operation.module ?? "")) })
    }
    if isList(path), let children = tree.numbered {
      return .list("nn.ModuleList([", children.map { made($0, "\(path).\($0.name)") }, "])")
    }
    return .list(
      "nn.ModuleDict({",
      tree.children.map {
        .labelled("\(PythonText.literal($0.name)): ", made($0, "\(path).\($0.name)"))
      }, "})")
  }
}
