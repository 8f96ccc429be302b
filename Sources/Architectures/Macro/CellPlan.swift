/// What one position of a `CellNetwork` asks of its cell: kind, channels and sizes.
public struct CellPlan: Hashable, Sendable {
  /// The position, from 0.
  public let index: Int
  /// Whether the cell reduces.
  public let kind: CellKind
  /// The channels of the cell's operations and of each intermediate node.
  public let channels: Int
  /// The shape of input 0, the output of cell k-2 or of the stem.
  public let previousPreviousShape: ImageShape
  /// The shape of input 1, the output of cell k-1 or of the stem.
  public let previousShape: ImageShape
  /// Whether cell k-1 reduced.
  ///
  /// Input 0 is then larger than input 1 and is preprocessed by a factorised reduction (two 1x1
  /// convolutions at stride 2, half of the channels each) in place of ReLU, 1x1 convolution, batch
  /// norm.
  public let previousReduced: Bool
  /// The number of intermediate nodes.
  public let intermediateNodes: Int

  /// The channels of input 0.
  public var previousPreviousChannels: Int { previousPreviousShape.channels }

  /// The channels of input 1.
  public var previousChannels: Int { previousShape.channels }

  /// The shape of both inputs after preprocessing.
  public var inputShape: ImageShape { previousShape.withChannels(channels) }

  /// The shape of an intermediate node.
  public var nodeShape: ImageShape {
    kind == .reduction ? inputShape.strided(by: 2) : inputShape
  }

  /// The shape of the output, the concatenation of the intermediate nodes.
  public var outputShape: ImageShape { nodeShape.withChannels(outputChannels) }

  /// The channels of the output.
  public var outputChannels: Int { intermediateNodes * channels }

  /// The stride of an edge: 2 from the two inputs of a reduction cell, else 1.
  public func stride(of edge: Edge) -> Int {
    kind == .reduction && edge.source < 2 ? 2 : 1
  }
}

extension CellNetwork {
  /// The cells in order, from the stem to the classifier.
  ///
  /// Complexity: linear in the number of cells.
  public var plan: [CellPlan] {
    precondition(cells >= 0, "a network of \(cells) cells")
    let reductions = reductions
    var plans: [CellPlan] = []
    var (previousPrevious, previous) = (stemShape, stemShape)
    var width = channels
    for index in 0..<cells {
      let reduces = reductions.contains(index)
      if reduces { width *= 2 }
      let plan = CellPlan(
        index: index,
        kind: reduces ? .reduction : .normal,
        channels: width,
        previousPreviousShape: previousPrevious,
        previousShape: previous,
        previousReduced: plans.last?.kind == .reduction,
        intermediateNodes: topology.intermediateNodes
      )
      (previousPrevious, previous) = (previous, plan.outputShape)
      plans.append(plan)
    }
    return plans
  }
}
