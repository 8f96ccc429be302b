internal import Architectures
internal import Search
internal import Torch
internal import Training

extension HMNASOptions {
  /// The sets of masks of a supernet.
  func groups(of skeleton: CellNetwork) -> CellGroups {
    CellGroups(skeleton, sharing: network.sharing)
  }

  /// Refuses limits that not even the smallest living network keeps to, and masks that switch nothing off.
  func validateBudget(of skeleton: CellNetwork) throws(ConfigurationError) {
    guard let first = budget.all.first else { return }
    guard masking.rule.removes else {
      throw .combination(
        "mask-rule is \(masking.rule.rawValue), which removes nothing, with a budget of "
          + "\(first.resource.key); expected another rule"
      )
    }
    let counted = MaskBudget.counted(skeleton, groups: groups(of: skeleton))
    let costs = budget.all.compactMap { limit in
      counted[limit.resource].map { BoundedCost(limit, $0) }
    }
    for cost in costs { try cost.validate(skeleton) }
    // Each is possible: are they so together?
    let both = Budget(costs)
    if let smallest = both.smallest(skeleton), !both.allows(smallest) {
      let found = costs.map { $0.limit.resource.text($0.table.cost(of: smallest)) }
      throw .combination(
        "no network keeps to " + costs.map(\.limit.resource.key).joined(separator: " and ")
          + " at once, expected at least " + found.joined(separator: " and "))
    }
  }

  /// Refuses a limit of latency that not even the smallest living network keeps to on this machine.
  func checkLatency(of skeleton: CellNetwork, on device: Device) throws {
    guard budget.maxLatency > 0 else { return }
    let table = try LatencyTable(
      skeleton, groups: groups(of: skeleton), computation: network.computation, device: device
    ).measured(near: budget.maxLatency)
    try BoundedCost(Limit(.latency, most: budget.maxLatency), table).validate(skeleton)
  }
}

extension BoundedCost {
  /// Refuses a limit below what the smallest living network costs.
  func validate(_ network: CellNetwork) throws(ConfigurationError) {
    let least = table.cost(
      of: table.smallest(network.topology, candidates: network.operations.count))
    guard limit.most < least else { return }
    let isWhole = limit.resource != .latency
    throw .invalid(
      key: limit.resource.key, value: isWhole ? "\(Int(limit.most))" : "\(limit.most)",
      expected: "at least \(limit.resource.text(least)), which the smallest network that the masks "
        + "can leave has\(isWhole ? "" : " on this machine")")
  }
}

extension Budget {
  /// A small living network of a supernet.
  fileprivate func smallest(_ network: CellNetwork) -> KeptOperations? {
    smallest(network.topology, candidates: network.operations.count)
  }
}
