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
  /// Parts by themselves are faster or slower than within a network, whose other parts take their places in the caches.
  /// So all are scaled to what a network takes as a whole that uses up the limit.
  ///
  /// - Parameter limit: Milliseconds.
  /// - Returns: Milliseconds.
  /// - Throws: `OutOfMemory`
  package func measured(near limit: Double) throws -> CostTable {
    var timer = PartTimer(computation: computation, device: device, stopwatch: stopwatch)
    let cells = try network.plan.map { plan in
      try timer.cell(plan, candidates: network.operations)
    }
    let table = CostTable(
      network, groups: groups,
      fixed: try timer.part(network.stemGraph()) + (try timer.part(network.classifierGraph()))
        + cells.reduce(0) { $0 + $1.base },
      input: { cells[$0.index].inputs[$1] },
      operation: {
        cells[$0.index].operations[OperationOnEdge(operation: $2, edge: $1), default: 0]
      })
    let everything = KeptOperations(
      all: true, sets: groups.names.count, topology: network.topology,
      candidates: network.operations.count)
    var generator = SplitMix64(seed: 1)
    let example = Budget([BoundedCost(Limit(.latency, most: limit), table)])
      .fitted(
        everything,
        values: table.operations.map { $0.map { _ in Float(generator.fraction()) } })
    let sum = table.cost(of: example)
    guard sum > 0 else { return table }
    let whole = try stopwatch.milliseconds(
      of: example.network(of: network, groups: groups), computation: computation, on: device)
    return table.scaled(by: whole / sum)
  }
}

extension KeptOperations {
  /// The network of these operations, each with a factor of 1.
  fileprivate func network(of skeleton: CellNetwork, groups: CellGroups) -> MaskedCellNetwork {
    let edges = skeleton.topology.edges
    return MaskedCellNetwork(
      network: skeleton,
      cells: zip(skeleton.plan, groups.ofCell).map { plan, set in
        let masked = edges.enumerated().map { index, edge in
          MaskedEdge(
            edge: edge, importance: 1,
            operations: skeleton.operations.enumerated().lazy
              .filter { isKept[set][index * candidates + $0.offset] }
              .map { WeightedOperation(operation: $0.element, importance: 1) })
        }
        return MaskedCell(kind: plan.kind, edges: masked.filter { !$0.operations.isEmpty })
      })
  }
}

/// An operation and where it stands in a cell.
struct OperationOnEdge: Hashable {
  let operation: Architectures.Operation
  let edge: Edge
}
