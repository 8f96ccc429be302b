import Architectures

/// Layers of one name's scope that follow each other, with what stands between them: an
/// `nn.Sequential`.
struct LayerSequence {
  /// The common beginning of the layers' names.
  let path: String
  /// The nodes in order, each the only reader of the one before it.
  var nodes: [Int]

  /// The steps with their names; those without tensors are named after what they do.
  func steps(in graph: NetworkGraph) -> [(name: String, operation: GraphOperator)] {
    let operations = nodes.map { graph.nodes[$0].operation }
    var taken = Set(operations.compactMap(\.layerName).map(Self.lastPart))
    return operations.map { operation in
      if let name = operation.layerName { return (Self.lastPart(of: name), operation) }
      var name = operation.stepName
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(operation.stepName)\(number)"
        number += 1
      }
      return (name, operation)
    }
  }

  private static func lastPart(of name: String) -> String {
    String(name.split(separator: ".", omittingEmptySubsequences: false).last ?? "")
  }
}

extension GraphOperator {
  fileprivate var stepName: String {
    switch self {
    case .maximumPool, .averagePool: "pool"
    case .sigmoid: "sigmoid"
    default: "relu"
    }
  }
}
