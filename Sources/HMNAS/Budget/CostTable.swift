package import Architectures
package import Search

/// What the parts of a supernet cost of one resource: a network carved out of it costs the sum of the parts it keeps.
package struct CostTable: Hashable, Sendable {
  /// What every network has: stem, classifier and what a cell takes whatever is in it.
  package var fixed: Double
  /// Per set of architecture parameters, of each input of its cells: what brings it to their channels and size.
  package var inputs: [[Double]]
  /// Per set: edges × operations, an edge after the other; the sum over the cells that share the set.
  package var operations: [[Double]]

  package init(fixed: Double, inputs: [[Double]], operations: [[Double]]) {
    self.fixed = fixed
    self.inputs = inputs
    self.operations = operations
  }

  /// Adds up what the parts of cells cost.
  ///
  /// - Parameters:
  ///   - network: The supernet's skeleton.
  ///   - groups: The cells that share a set.
  ///   - fixed: What every network has.
  ///   - input: What an input of a cell costs where something reads it.
  ///   - operation: What an operation on an edge of a cell costs.
  package init(
    _ network: CellNetwork, groups: CellGroups, fixed: Double,
    input: (CellPlan, Int) throws -> Double,
    operation: (CellPlan, Edge, Operation) throws -> Double
  ) rethrows {
    let edges = network.topology.edges
    let candidates = network.operations
    self.init(
      fixed: fixed,
      inputs: groups.names.map { _ in [Double](repeating: 0, count: network.topology.inputs) },
      operations: groups.names.map { _ in
        [Double](repeating: 0, count: edges.count * candidates.count)
      })
    for (plan, set) in zip(network.plan, groups.ofCell) {
      for index in inputs[set].indices { inputs[set][index] += try input(plan, index) }
      for (index, edge) in edges.enumerated() {
        for (position, candidate) in candidates.enumerated() {
          operations[set][index * candidates.count + position] += try operation(
            plan, edge, candidate)
        }
      }
    }
  }

  /// The multiply-adds or the parameters, exactly as the carved network's graph has them.
  package init(_ network: CellNetwork, groups: CellGroups, of count: KeyPath<Cost, Int>) {
    func number(_ cost: Cost) -> Double { Double(cost[keyPath: count]) }
    self.init(
      network, groups: groups,
      fixed: number(network.stemGraph().cost) + number(network.classifierGraph().cost),
      input: { number($0.preprocessingCost(ofInput: $1)) },
      operation: { number($0.cost(of: $2, on: $1)) })
  }

  /// What a network costs that keeps some operations; an input that none of them reads costs nothing.
  package func cost(of kept: KeptOperations) -> Double {
    operations.indices.reduce(fixed) { sum, set in
      let own = zip(operations[set], kept.isKept[set]).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
      let read = Set(kept.edges(ofSet: set).map(\.source))
      return sum + own
        + inputs[set].indices.filter(read.contains).reduce(0) { $0 + inputs[set][$1] }
    }
  }

  /// Parts times a number.
  package func scaled(by factor: Double) -> CostTable {
    CostTable(
      fixed: fixed * factor, inputs: inputs.map { $0.map { $0 * factor } },
      operations: operations.map { $0.map { $0 * factor } })
  }

  /// The costs of both, part by part.
  package static func + (left: CostTable, right: CostTable) -> CostTable {
    func sum(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
      zip(left, right).map { zip($0, $1).map { $0 + $1 } }
    }
    return CostTable(
      fixed: left.fixed + right.fixed, inputs: sum(left.inputs, right.inputs),
      operations: sum(left.operations, right.operations))
  }
}
