extension CellNetwork {
  /// The cost of the supernet: every candidate on every edge of every cell.
  ///
  /// The architecture parameters alpha and beta are not counted.
  public func supernetCost() -> CostReport {
    let edges = topology.edges
    return costReport { plan in
      var cost = plan.sourceShapes.indices.reduce(.zero) {
        $0 + plan.preprocessingCost(ofInput: $1)
      }
      for edge in edges {
        for operation in operations {
          cost += plan.cost(of: operation, on: edge)
        }
      }
      return cost
    }
  }

  /// The stem, each cell as `cellCost` counts it, the head where there is one, and the classifier.
  func costReport(cellCost: (CellPlan) -> Cost) -> CostReport {
    var parts = [CostPart(name: "stem", cost: stemGraph().cost)]
    for cell in plan {
      parts.append(CostPart(name: "cells.\(cell.index)", cost: cellCost(cell)))
    }
    return CostReport(parts: parts + classifierGraph().costReport().parts)
  }
}
