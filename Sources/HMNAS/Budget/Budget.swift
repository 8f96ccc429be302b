package import Architectures

/// A limit with what the parts of the supernet cost of its resource.
package struct BoundedCost: Hashable, Sendable {
  package var limit: Limit
  package var table: CostTable

  package init(_ limit: Limit, _ table: CostTable) {
    self.limit = limit
    self.table = table
  }

  /// The share of the limit that a network takes: more than 1 where it is above.
  package func share(of kept: KeptOperations) -> Double { table.cost(of: kept) / limit.most }
}

/// All limits that a network has to keep to.
package struct Budget: Hashable, Sendable {
  package var costs: [BoundedCost]

  package init(_ costs: [BoundedCost]) { self.costs = costs }

  /// Whether a network is within all limits.
  package func allows(_ kept: KeptOperations) -> Bool {
    costs.allSatisfy { $0.table.cost(of: kept) <= $0.limit.most }
  }

  /// The share of the tightest limit that a network takes.
  package func usage(of kept: KeptOperations) -> Double {
    costs.reduce(0) { max($0, $1.share(of: kept)) }
  }

  /// The share of a limit from which on it counts as used up.
  package static let full = 0.97

  /// A small living network: of one limit the smallest, of several that with the smallest sum of shares.
  package func smallest(_ topology: CellTopology, candidates: Int) -> KeptOperations? {
    let tables = costs.map { $0.table.scaled(by: 1 / $0.limit.most) }
    guard let first = tables.first else { return nil }
    return tables.dropFirst().reduce(first) { $0 + $1 }
      .smallest(topology, candidates: candidates)
  }
}
