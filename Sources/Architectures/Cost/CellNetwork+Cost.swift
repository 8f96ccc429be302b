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

  /// The stem, each cell as `cellCost` counts it, and the classifier.
  func costReport(cellCost: (CellPlan) -> Cost) -> CostReport {
    let stem = Cost.convolution(inputChannels: image.channels, output: stemShape, kernelSize: 3)
    var parts = [
      CostPart(name: "stem", cost: stem + .affineBatchNorm(channels: stemShape.channels))
    ]
    for cell in plan {
      parts.append(CostPart(name: "cells.\(cell.index)", cost: cellCost(cell)))
    }
    let classifier = Cost.linear(inputs: featureChannels, outputs: classes)
    parts.append(CostPart(name: "classifier", cost: classifier))
    return CostReport(parts: parts)
  }
}
