package import Architectures

/// The operations that are in a network: those whose mask is 1 on an edge whose mask is 1, but for what nothing reads.
package struct KeptOperations: Hashable, Sendable {
  /// Per set of architecture parameters: edges × operations, an edge after the other.
  package var isKept: [[Bool]]
  /// Of the cells.
  package let topology: CellTopology
  /// Candidates on an edge.
  package let candidates: Int

  package init(_ isKept: [[Bool]], topology: CellTopology, candidates: Int) {
    self.isKept = isKept
    self.topology = topology
    self.candidates = candidates
  }

  /// All candidates, or none.
  package init(all isKept: Bool, sets: Int, topology: CellTopology, candidates: Int) {
    let row = [Bool](repeating: isKept, count: topology.edgeCount * candidates)
    self.init(
      [[Bool]](repeating: row, count: sets), topology: topology, candidates: candidates)
  }

  /// The edges of a set that keep an operation, in the order of the topology.
  package func edges(ofSet set: Int) -> [Edge] {
    topology.edges.enumerated().lazy
      .filter { index, _ in
        isKept[set][index * candidates..<(index + 1) * candidates].contains(true)
      }
      .map(\.element)
  }

  /// Without the operations that the output of their cells does not depend on.
  package var read: KeptOperations {
    restricted { topology.nodesRead(by: $0).contains($1.target) }
  }

  /// Without the operations that are on no way from an input to the output of their cells.
  ///
  /// One that no input reaches gives the same for all images.
  package var onWays: KeptOperations {
    read.restricted { topology.nodesReached(by: $0).contains($1.source) }
  }

  private func restricted(to isWanted: ([Edge], Edge) -> Bool) -> KeptOperations {
    var restricted = self
    for set in isKept.indices {
      let connected = edges(ofSet: set)
      for (index, edge) in topology.edges.enumerated() where !isWanted(connected, edge) {
        for place in index * candidates..<(index + 1) * candidates {
          restricted.isKept[set][place] = false
        }
      }
    }
    return restricted
  }

  /// Whether the output of a set's cells depends on an input of theirs.
  package func isAlive(set: Int) -> Bool { topology.isAlive(edges(ofSet: set)) }
}
