package import Architectures

/// The sets of architecture parameters and masks of a network, and which cells share one.
package struct CellGroups: Hashable, Sendable {
  /// What the sets are called: `normal` and `reduction`, `shared`, or `cell0`, `cell1`...
  package let names: [String]
  /// The set that each cell uses.
  package let ofCell: [Int]

  /// The sets of a network's cells.
  package init(_ network: CellNetwork, sharing: ArchitectureSharing) {
    let names = network.plan.map { plan in
      switch sharing {
      case .perCellKind: plan.kind.rawValue
      case .shared: "shared"
      case .perCell: "cell\(plan.index)"
      }
    }
    var distinct: [String] = []
    for name in names where !distinct.contains(name) { distinct.append(name) }
    self.names = distinct
    ofCell = names.compactMap { distinct.firstIndex(of: $0) }
  }
}
