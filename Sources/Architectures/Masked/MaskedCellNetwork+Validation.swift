extension MaskedCellNetwork {
  /// Checks that the network can be built from its skeleton.
  ///
  /// - Throws: `ArchitectureError` for the first thing that is wrong, from the skeleton to the
  ///   operations of the last cell.
  public func validate() throws(ArchitectureError) {
    guard format == Self.currentFormat else { throw .unknownFormat(format) }
    try network.validate()
    let plan = network.plan
    guard cells.count == plan.count else {
      throw .wrongCellCount(cells.count, expected: plan.count)
    }
    for (index, cell) in cells.enumerated() {
      guard cell.kind == plan[index].kind else {
        throw .wrongCellKind(cell: index, cell.kind, expected: plan[index].kind)
      }
      try validate(cell, at: index)
    }
  }

  private func validate(_ cell: MaskedCell, at index: Int) throws(ArchitectureError) {
    var last = -1
    for masked in cell.edges {
      guard let position = network.topology.index(of: masked.edge) else {
        throw .unknownEdge(cell: index, masked.edge)
      }
      guard position != last else { throw .repeatedEdge(cell: index, masked.edge) }
      guard position > last else { throw .unorderedEdge(cell: index, masked.edge) }
      last = position
      try validate(masked, inCell: index)
    }
    guard cell.isAlive(in: network.topology(of: cell.kind)) else { throw .deadCell(index) }
  }

  private func validate(_ masked: MaskedEdge, inCell index: Int) throws(ArchitectureError) {
    let edge = masked.edge
    guard masked.importance.isFinite else {
      throw .importanceNotFinite(cell: index, edge, masked.importance)
    }
    guard !masked.operations.isEmpty else { throw .emptyEdge(cell: index, edge) }
    let operations = masked.operations.map(\.operation)
    if let unknown = operations.first(where: { !network.operations.contains($0) }) {
      throw .unknownOperation(cell: index, edge, unknown)
    }
    if let repeated = operations.firstRepeated {
      throw .repeatedOperation(cell: index, edge, repeated)
    }
    if let wrong = masked.operations.first(where: { !$0.importance.isFinite }) {
      throw .importanceNotFinite(cell: index, edge, wrong.importance)
    }
    // What an operation is multiplied with.
    if let product = masked.operations.lazy.map({ $0.importance * masked.importance })
      .first(where: { !$0.isFinite })
    {
      throw .importanceNotFinite(cell: index, edge, product)
    }
  }
}
