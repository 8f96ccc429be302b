/// What one position of a network asks of its cell: kind, graph, channels and sizes.
public struct CellPlan: Hashable, Sendable {
  /// The position, from 0.
  public let index: Int
  /// Whether the cell reduces.
  public let kind: CellKind
  /// The graph of the cell.
  public let topology: CellTopology
  /// The channels of the cell's operations and of each intermediate node.
  public let channels: Int
  /// The shapes of what the inputs are made of: the outputs of as many cells before, or of the stem.
  public let sourceShapes: [ImageShape]
  /// Whether cell k-1 reduced.
  ///
  /// The first of two inputs is then larger than the second and is preprocessed by a factorised reduction (two 1x1
  /// convolutions at stride 2, half of the channels each) in place of ReLU, 1x1 convolution, batch norm.
  public let previousReduced: Bool
  /// What brings the inputs to the cell's channels and size.
  public let preparation: InputPreparation
  /// Whether normalisations have a scale and a shift.
  public let hasNormalizationWeights: Bool

  /// The shape of what the last input is made of: the output of cell k-1.
  public var previousShape: ImageShape { sourceShapes[sourceShapes.count - 1] }

  /// The shape of all inputs as the cell's edges read them, after preprocessing if there is any.
  public var inputShape: ImageShape {
    switch preparation {
    case .none: previousShape
    case .convolution: previousShape.withChannels(channels)
    case .residualBlock: previousShape.strided(by: 2).withChannels(channels)
    }
  }

  /// The shape of an intermediate node.
  public var nodeShape: ImageShape {
    (kind == .reduction ? inputShape.strided(by: 2) : inputShape).withChannels(channels)
  }

  /// The shape of the output, the concatenation of nodes.
  public var outputShape: ImageShape { nodeShape.withChannels(outputChannels) }

  /// The channels of the output.
  public var outputChannels: Int { topology.outputs.count * channels }

  /// Whether an input is halved by its preprocessing.
  public func reducesInput(_ input: Int) -> Bool {
    previousReduced && input < sourceShapes.count - 1
  }

  /// The stride of an edge: 2 from the inputs of a reduction cell, else 1.
  public func stride(of edge: Edge) -> Int {
    kind == .reduction && edge.source < topology.inputs ? 2 : 1
  }
}

/// What brings an input of a cell to the cell's channels and size.
public enum InputPreparation: Hashable, Sendable {
  /// Nothing: it is read as it is.
  case none
  /// ReLU, 1x1 convolution and normalisation, or a factorised reduction after a cell that reduced.
  case convolution
  /// A residual block of stride 2, as before the stages of NAS-Bench-201.
  case residualBlock
}

extension Frame {
  /// What brings inputs to a cell's channels and size.
  func preparation(beginsStage: Bool) -> InputPreparation {
    switch self {
    case .cells: .convolution
    case .chain: .none
    case .residual: beginsStage ? .residualBlock : .none
    }
  }
}

extension CellPlan {
  /// A normal cell that reads inputs of its own shape as they are.
  ///
  /// - Parameters:
  ///   - index: The position, from 0.
  ///   - shape: Of the inputs and of every node.
  ///   - topology: The graph of the cell.
  ///   - hasNormalizationWeights: Whether normalisations have a scale and a shift.
  public init(
    index: Int, shape: ImageShape, topology: CellTopology, hasNormalizationWeights: Bool
  ) {
    self.init(
      index: index, kind: .normal, topology: topology, channels: shape.channels,
      sourceShapes: Array(repeating: shape, count: topology.inputs), previousReduced: false,
      preparation: .none, hasNormalizationWeights: hasNormalizationWeights)
  }
}

extension CellPlan {
  /// The same cell with a part of its channels, in operations, nodes and what it reads.
  package func narrowed(parts: Int) -> CellPlan {
    CellPlan(
      index: index, kind: kind, topology: topology, channels: channels / parts,
      sourceShapes: sourceShapes.map { $0.withChannels($0.channels / parts) },
      previousReduced: previousReduced, preparation: preparation,
      hasNormalizationWeights: hasNormalizationWeights)
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
    var sources = [ImageShape](repeating: stemShape, count: topology.inputs)
    var width = channels
    for index in 0..<cells {
      let reduces = reductions.contains(index)
      if reduces && (frame != .chain || index > 0) { width *= 2 }
      // A stage of NAS-Bench-201 begins with a block before its first cell, which is like any other.
      let kind: CellKind = reduces && frame != .residual ? .reduction : .normal
      let plan = CellPlan(
        index: index,
        kind: kind,
        topology: topology(of: kind),
        channels: width,
        sourceShapes: sources,
        previousReduced: plans.last?.kind == .reduction,
        preparation: frame.preparation(beginsStage: reduces),
        hasNormalizationWeights: hasNormalizationWeights
      )
      sources = sources.dropFirst() + [plan.outputShape]
      plans.append(plan)
    }
    return plans
  }
}
