package import Architectures

extension CostTable {
  /// The living network that costs least: in each set one path from an input to the output.
  ///
  /// - Parameters:
  ///   - topology: Of the cells.
  ///   - candidates: On an edge.
  /// - Returns: Its operations, one on each edge of the paths.
  package func smallest(_ topology: CellTopology, candidates: Int) -> KeptOperations {
    var kept = KeptOperations(
      all: false, sets: operations.count, topology: topology, candidates: candidates)
    for set in operations.indices {
      for place in shortestPath(set: set, topology, candidates: candidates) {
        kept.isKept[set][place] = true
      }
    }
    return kept
  }

  /// The places of the operations on the cheapest way through a cell.
  private func shortestPath(set: Int, _ topology: CellTopology, candidates: Int) -> [Int] {
    let edges = topology.edges
    var costs = inputs[set] + [Double](repeating: .infinity, count: topology.intermediateNodes)
    var arrivals = [Int?](repeating: nil, count: costs.count)
    // Edges come by target, so what an edge reads is settled before it.
    for (index, edge) in edges.enumerated() {
      let places = index * candidates..<(index + 1) * candidates
      guard let place = places.min(by: { operations[set][$0] < operations[set][$1] }) else {
        continue
      }
      let cost = costs[edge.source] + operations[set][place]
      if cost < costs[edge.target] {
        costs[edge.target] = cost
        arrivals[edge.target] = place
      }
    }
    var path: [Int] = []
    var node = topology.outputs.min { costs[$0] < costs[$1] }
    while let place = node.flatMap({ arrivals[$0] }) {
      path.append(place)
      node = edges[place / candidates].source
    }
    return path
  }
}
