internal import Synchronization

extension MacroPlan {
  /// The cost of the network, exactly: the stem, every block ("blocks.0" and so on), the head and
  /// the classifier.
  ///
  /// Batch norms are affine, convolutions have no bias, linear layers have one. Squeeze-and-
  /// excitation costs its two linear layers; the multiplication of the feature map by their result
  /// is not counted, as additions and pooling are not.
  ///
  /// Complexity: linear in the number of blocks.
  public func cost() -> CostReport {
    let report = graph().costReport()
    // An identity has no operators, and is a part all the same.
    let names = ["stem"] + blocks.map(\.name) + ["head", "classifier"]
    return CostReport(parts: names.map { CostPart(name: $0, cost: report[$0] ?? .zero) })
  }

  /// The sum of `cost()`, without its parts: some microseconds, as searches ask for it by the thousand.
  public var totalCost: Cost { blocks.reduce(ends().cost) { $0 + $1.cost } }
}

extension MacroBlock {
  /// What was counted before.
  ///
  /// A space has few blocks that differ, and a graph takes longer to build than to look up.
  private static let counted = Mutex<[MacroBlock: Cost]>([:])
  /// Beyond what one space has; then it begins anew.
  private static let mostCounted = 10_000

  /// The cost of the block.
  public var cost: Cost {
    // Where it stands costs nothing.
    let block = MacroBlock(
      index: 0, stage: 0, input: input, output: output, stride: stride, kind: kind)
    if let known = Self.counted.withLock({ $0[block] }) { return known }
    let cost = block.graph().cost
    Self.counted.withLock { costs in
      if costs.count >= Self.mostCounted { costs.removeAll() }
      costs[block] = cost
    }
    return cost
  }
}
