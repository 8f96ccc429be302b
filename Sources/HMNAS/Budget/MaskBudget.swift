package import Architectures
package import Search
package import Torch
internal import Tracking
internal import Training

/// The budget of the mask stage: what steers the masks to it, and what came of it.
package struct MaskBudget {
  private let limits: [Limit]
  /// What is exact: multiply-adds and parameters.
  private let counted: [Resource: CostTable]
  private let latencies: () throws -> CostTable
  private let everything: KeptOperations
  private let device: Device
  /// Nil until latencies are known, where there is a limit on them.
  private var steering: BudgetSteering?
  /// Steps after which the masks kept to the budget for the first time, by themselves; 0 while they never did.
  package private(set) var firstMetAfter = 0
  /// Operations that were switched off and on at the end to meet the budget.
  package private(set) var switched = (off: 0, on: 0)

  /// The budget of a run; nil where its options have none.
  package init?(
    _ options: HMNASOptions, network: CellNetwork, groups: CellGroups, device: Device,
    latencies: (() throws -> CostTable)? = nil
  ) {
    limits = options.budget.all
    guard !limits.isEmpty else { return nil }
    self.device = device
    everything = KeptOperations(
      all: true, sets: groups.names.count, topology: network.topology,
      candidates: network.operations.count)
    counted = Self.counted(network, groups: groups)
    let (computation, limit) = (options.network.computation, options.budget.maxLatency)
    self.latencies =
      latencies
      ?? {
        try LatencyTable(network, groups: groups, computation: computation, device: device)
          .measured(near: limit)
      }
    if !limits.contains(where: { $0.resource == .latency }) { steer() }
  }

  /// The exact costs of a network's parts.
  static func counted(_ network: CellNetwork, groups: CellGroups) -> [Resource: CostTable] {
    [
      .multiplyAdds: CostTable(network, groups: groups, of: \.multiplyAdds),
      .parameters: CostTable(network, groups: groups, of: \.parameters),
    ]
  }

  /// The limits with the costs; nil before latencies are known, where there is a limit on them.
  package var budget: Budget? { steering?.budget }

  /// The same with what a network costs for limits.
  func budget(of kept: KeptOperations) -> Budget? {
    budget.map { budget in
      Budget(
        budget.costs.map {
          BoundedCost(Limit($0.limit.resource, most: $0.table.cost(of: kept)), $0.table)
        })
    }
  }

  /// Whether the whole supernet is above a limit; where it is not, the masks are left alone.
  private var isBinding: Bool { budget?.allows(everything) == false }

  private mutating func steer(latencies: CostTable? = nil) {
    let costs = limits.compactMap { limit in
      (counted[limit.resource] ?? latencies).map { BoundedCost(limit, $0) }
    }
    steering = BudgetSteering(Budget(costs), all: everything, device: device)
  }

  /// Adds the term to the gradients of the masks of operations; measures latencies first, where it has to.
  /// - Throws: `OutOfMemory`
  mutating func addTerm(to gradients: [Tensor], edges: [Tensor]) throws {
    if steering == nil { steer(latencies: try latencies().rounded) }
    if isBinding { steering?.addTerm(to: gradients, edges: edges) }
  }

  /// Follows the masks after a step; `step` counts from 1.
  mutating func follow(
    _ kept: KeptOperations, step: Int, progress: Double, crossing: Double
  ) {
    steering?.follow(kept, progress: progress, crossing: crossing)
    if firstMetAfter == 0, budget?.allows(kept) == true { firstMetAfter = step }
  }

  /// A network within the budget, by the values of its operations.
  func fitted(_ kept: KeptOperations, values: [[Float]]) -> KeptOperations {
    isBinding ? budget?.fitted(kept, values: values) ?? kept : kept
  }

  /// Counts what was switched at the end.
  mutating func recordFitting(from before: KeptOperations, to after: KeptOperations) {
    let changes = zip(before.isKept.joined(), after.isKept.joined())
    switched = (changes.count { $0 && !$1 }, changes.count { !$0 && $1 })
  }
}

extension MaskBudget {
  /// What a network costs, by resource, and which share of each limit that is.
  func measurements(of kept: KeptOperations) -> [String: Double] {
    (budget?.costs ?? []).reduce(into: [:]) { values, cost in
      values[cost.limit.resource.name] = cost.table.cost(of: kept)
      values[Self.share(cost.limit.resource)] = cost.share(of: kept)
    }
  }

  private static func share(_ resource: Resource) -> String { "\(resource.name)OfBudget" }

  /// The shares, for people.
  var column: EpochColumn {
    EpochColumn(
      "of the budget",
      of: limits.map {
        EpochColumn.Value(
          Self.share($0.resource), label: $0.resource.rawValue, format: .percent(decimals: 1))
      })
  }

  private static let (multipliersKey, latencyKey) = ("budget.multipliers", "budget.latency")

  /// For a checkpoint.
  var state: [String: Tensor] {
    guard let steering else { return [:] }
    let counts = [Int64(firstMetAfter), Int64(switched.off), Int64(switched.on)]
    var state = [
      Self.multipliersKey: Tensor(steering.multipliers, shape: [limits.count]),
      "budget.firstMetAfter": Tensor([counts[0]], shape: [1]),
      "budget.switchedOff": Tensor([counts[1]], shape: [1]),
      "budget.switchedOn": Tensor([counts[2]], shape: [1]),
    ]
    for cost in steering.budget.costs where cost.limit.resource == .latency {
      state[Self.latencyKey] = cost.table.tensor
    }
    return state
  }

  /// Goes on from a checkpoint, with the latencies that were measured before it.
  mutating func restore(_ state: [String: Tensor]) throws(StateError) {
    guard let multipliers = state[Self.multipliersKey] else { throw .missing(Self.multipliersKey) }
    guard multipliers.shape == [limits.count] else {
      throw .shape(Self.multipliersKey, expected: [limits.count], found: multipliers.shape)
    }
    if limits.contains(where: { $0.resource == .latency }) {
      guard let latencies = state[Self.latencyKey], let form = counted[.parameters] else {
        throw .missing(Self.latencyKey)
      }
      steer(latencies: try form.restored(latencies, named: Self.latencyKey))
    }
    steering?.restore(multipliers.floats)
    firstMetAfter = try state.count(named: "budget.firstMetAfter")
    switched = (
      try state.count(named: "budget.switchedOff"), try state.count(named: "budget.switchedOn")
    )
  }
}
