extension NASBench201Cell {
  /// The cell that all cells of a network are, whatever factors its operations have.
  ///
  /// It is nil where the network is of another space, where its cells differ, or where an edge has several operations.
  ///
  /// - Parameter network: What masks left of a supernet.
  init?(_ network: MaskedCellNetwork) {
    guard network.network.topology == Self.topology, network.network.frame == .residual else {
      return nil
    }
    let cells = network.cells.map { cell in
      Self.topology.edges.map { edge in
        cell.edges.first { $0.edge == edge }?.operations.map(\.operation) ?? [.none]
      }
    }
    guard let first = cells.first, cells.allSatisfy({ $0 == first }),
      first.allSatisfy({ $0.count == 1 && Operation.nasBench201.contains($0[0]) })
    else { return nil }
    self.init(first.flatMap(\.self))
  }
}
