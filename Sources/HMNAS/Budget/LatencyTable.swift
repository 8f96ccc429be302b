package import Architectures
package import Search
package import Torch
package import Training

/// Measures how long the parts of a network of cells take for one image on this machine, with one thread.
///
/// An operation is timed within a cell, as the network that is found computes it: what copies of it add is its time, and
/// the rest is that of the cell.
package struct LatencyTable {
  private let network: CellNetwork
  private let groups: CellGroups
  private let computation: Computation
  private let stopwatch: Stopwatch
  private let device: Device

  /// Prepares to measure.
  ///
  /// - Parameters:
  ///   - network: The supernet's skeleton.
  ///   - groups: The cells that share a set of masks.
  ///   - computation: How the network that is found is computed.
  ///   - device: Where.
  ///   - stopwatch: Takes the time.
  package init(
    _ network: CellNetwork, groups: CellGroups, computation: Computation, device: Device,
    stopwatch: Stopwatch = Stopwatch()
  ) {
    self.network = network
    self.groups = groups
    self.computation = computation
    self.device = device
    self.stopwatch = stopwatch
  }

  /// The milliseconds of the parts.
  ///
  /// They are scaled so that the parts of the whole supernet add up to what it takes as one network.
  ///
  /// - Throws: `OutOfMemory`
  package func measured() throws -> CostTable {
    var timer = PartTimer(computation: computation, device: device, stopwatch: stopwatch)
    let cells = try network.plan.map { plan in
      try timer.cell(plan, candidates: network.operations)
    }
    var table = CostTable(
      network, groups: groups,
      fixed: try timer.part(network.stemGraph()) + (try timer.part(network.classifierGraph()))
        + cells.reduce(0) { $0 + $1.base },
      input: { cells[$0.index].inputs[$1] },
      operation: {
        cells[$0.index].operations[OperationOnEdge(operation: $2, edge: $1), default: 0]
      })
    let all = KeptOperations(
      all: true, sets: groups.names.count, topology: network.topology,
      candidates: network.operations.count)
    let whole = try stopwatch.milliseconds(of: wholeNetwork, computation: computation, on: device)
    let sum = table.cost(of: all)
    if sum > 0 { table = table.scaled(by: whole / sum) }
    return table
  }

  private var wholeNetwork: MaskedCellNetwork {
    let share = 1 / Float(network.operations.count)
    return MaskedCellNetwork(
      network: network,
      cells: network.plan.map { plan in
        MaskedCell(
          kind: plan.kind,
          edges: plan.topology.edges.map { edge in
            MaskedEdge(
              edge: edge, importance: 1,
              operations: network.operations.map {
                WeightedOperation(operation: $0, importance: share)
              })
          })
      })
  }
}

/// An operation and where it stands in a cell.
struct OperationOnEdge: Hashable {
  let operation: Architectures.Operation
  let edge: Edge
}
