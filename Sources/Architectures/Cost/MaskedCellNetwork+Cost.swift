extension MaskedCellNetwork {
  /// The cost of the materialised network, in which only the surviving operations exist.
  ///
  /// An input of a cell that no surviving edge reads is not preprocessed, so it costs nothing.
  /// Weights that a weight mask sets to zero are stored, so they count.
  public func cost() -> CostReport {
    network.costReport { plan in
      let cell = cells[plan.index]
      var cost = Cost.zero
      for input in 0..<2 where cell.reads(input) {
        cost += plan.preprocessingCost(ofInput: input)
      }
      for masked in cell.edges {
        for weighted in masked.operations {
          cost += plan.cost(of: weighted.operation, on: masked.edge)
        }
      }
      return cost
    }
  }
}
