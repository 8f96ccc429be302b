package import Architectures
package import Torch
package import Tracking
package import Training

extension CellMixing {
  /// The weights as numbers, for those who watch a search.
  ///
  /// - Parameters:
  ///   - name: Of the set of weights.
  ///   - cells: That share it.
  ///   - network: The skeleton that they are of.
  /// - Returns: A state without masks.
  /// - Throws: Where memory runs out.
  package func state(
    named name: String, of cells: [Int], in network: CellNetwork
  ) throws(OutOfMemory) -> CellState {
    let (topology, count) = (network.topology, network.operations.count)
    let operations = try withoutGradient { self.operations.reshaped([-1]) }.readFloats()
    let edges = try edges.readFloats()
    return CellState(
      name: name, cells: cells, inputs: topology.inputs, nodes: topology.intermediateNodes,
      operations: network.operations.map(\.name),
      edges: topology.edges.enumerated().map { index, edge in
        CellState.EdgeState(
          source: edge.source, target: edge.target, weight: edges[index],
          operations: Array(operations[index * count..<(index + 1) * count]))
      })
  }
}
