internal import Architectures
internal import Torch

/// The operations that a step of a supernet computes, the same in all cells of a kind.
struct ComputedOperations {
  private let network: CellNetwork
  /// By kind of cell, of all edges one after the other; nothing for all operations.
  private let path: [CellKind: [Bool]]

  /// All operations of every edge.
  init(allOf network: CellNetwork) {
    self.network = network
    path = [:]
  }

  /// One operation of every edge, each as likely as any other, as in GDAS and single-path one-shot.
  init(pathOf network: CellNetwork, using generator: inout some RandomNumberGenerator) {
    self.network = network
    let operations = Array(network.operations.indices)
    var path: [CellKind: [Bool]] = [:]
    for cell in network.plan where path[cell.kind] == nil {
      path[cell.kind] = cell.topology.edges.flatMap { _ in
        let drawn = generator.element(of: operations)
        return operations.map { $0 == drawn }
      }
    }
    self.path = path
  }

  /// One mixing per cell: operations weigh the same, one by itself 1; edges weigh 1.
  func mixing(on device: Device) -> [CellMixing] {
    let edges = network.topology.edgeCount
    let shape = [edges, network.operations.count]
    return network.plan.map { cell in
      let computed = path[cell.kind]
      let operations =
        computed.map { Tensor($0.map { $0 ? 1 : 0 as Float }, shape: shape) }
        ?? Tensor.zeros(shape).softmax()
      return CellMixing(
        operations: operations.to(device), edges: .ones([edges], device: device),
        computed: computed)
    }
  }

  /// Multiply-adds of a forward pass for one image, where operations compute one of so many parts of the channels.
  func multiplyAdds(channelParts: Int) -> Int {
    let ends = network.stemGraph().cost + network.classifierGraph().cost
    return network.plan.reduce(ends) { sum, cell in
      let inputs = cell.sourceShapes.indices.map { cell.preprocessingCost(ofInput: $0) }
      let operated = cell.narrowed(parts: channelParts)
      let operations = cell.topology.edges.flatMap { edge in
        network.operations.map { operated.cost(of: $0, on: edge) }
      }
      let computed = path[cell.kind] ?? operations.map { _ in true }
      return zip(operations, computed).reduce(inputs.reduce(sum, +)) {
        $1.1 ? $0 + $1.0 : $0
      }
    }.multiplyAdds
  }
}
