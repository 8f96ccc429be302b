extension Genotype {
  /// What the names mean in a network that is trained, in which pools stand without normalisation.
  static let operations: [(name: String, operation: Operation)] = [
    ("max_pool_3x3", .plainMaxPool3x3), ("avg_pool_3x3", .plainAveragePool3x3),
    ("skip_connect", .skipConnect), ("sep_conv_3x3", .separableConvolution3x3),
    ("sep_conv_5x5", .separableConvolution5x5), ("sep_conv_7x7", .separableConvolution7x7),
    ("dil_conv_3x3", .dilatedConvolution3x3), ("dil_conv_5x5", .dilatedConvolution5x5),
    ("conv_7x1_1x7", .factorizedConvolution7x7),
  ]

  /// The operations that a genotype may have, by their names.
  public static let operationNames = operations.map(\.name)

  /// The network that the DARTS code trains: normalisations have a scale and a shift.
  ///
  /// - Parameters:
  ///   - image: The shape of an image.
  ///   - classes: The number of classes.
  ///   - channels: Of the first cell; 36 in DARTS.
  ///   - cells: Those at a third and two thirds of the depth reduce; 20 in DARTS.
  ///   - stemStride: What the stem divides the image's sides by.
  ///   - stem: How it does so.
  /// - Returns: Its cells, all operations with the importance 1. One that stands twice on an edge has 2.
  /// - Throws: `ArchitectureError` for an operation that is not known, or a network that cannot be built.
  public func network(
    image: ImageShape, classes: Int, channels: Int, cells: Int, stemStride: Int = 1,
    stem: Stem = .single
  ) throws(ArchitectureError) -> MaskedCellNetwork {
    for (name, cell) in [("normal", normal), ("reduce", reduction)] {
      guard !cell.steps.isEmpty, cell.steps.count % 2 == 0 else {
        throw .malformedGenotype(
          "has \(cell.steps.count) operations in \(name)", expected: "two for each node")
      }
    }
    guard normal.steps.count == reduction.steps.count else {
      throw .malformedGenotype(
        "has \(normal.steps.count / 2) nodes in normal and \(reduction.steps.count / 2) in reduce",
        expected: "as many")
    }
    var network = CellNetwork(
      image: image, classes: classes, channels: channels, cells: cells, stemStride: stemStride,
      stem: stem, operations: Self.operations.map(\.operation),
      topology: CellTopology(
        intermediateNodes: normal.steps.count / 2, outputs: normal.outputs),
      hasNormalizationWeights: true)
    network.reductionOutputs = reduction.outputs
    try network.validate()
    let edges = (normal: try edges(of: normal), reduction: try edges(of: reduction))
    let masked = MaskedCellNetwork(
      network: network,
      cells: network.plan.map {
        MaskedCell(kind: $0.kind, edges: $0.kind == .normal ? edges.normal : edges.reduction)
      })
    try masked.validate()
    return masked
  }

  private func edges(of cell: Cell) throws(ArchitectureError) -> [MaskedEdge] {
    var edges: [MaskedEdge] = []
    for (index, step) in cell.steps.enumerated() {
      let target = index / 2 + 2
      guard step.source < target else {
        throw .malformedGenotype(
          "has node \(target) read node \(step.source)", expected: "a node before it")
      }
      guard let operation = Self.operations.first(where: { $0.name == step.operation })?.operation
      else {
        throw .malformedGenotype(
          "has the operation \(step.operation)",
          expected: "one of " + Self.operations.map(\.name).joined(separator: ", "))
      }
      let edge = Edge(source: step.source, target: target)
      let place = edges.firstIndex { $0.edge == edge } ?? edges.count
      if place == edges.count {
        edges.append(MaskedEdge(edge: edge, importance: 1, operations: []))
      }
      if let same = edges[place].operations.firstIndex(where: { $0.operation == operation }) {
        edges[place].operations[same].importance += 1
      } else {
        edges[place].operations.append(WeightedOperation(operation: operation, importance: 1))
      }
    }
    return edges.sorted { ($0.edge.target, $0.edge.source) < ($1.edge.target, $1.edge.source) }
  }

  /// The genotype of a network of cells.
  ///
  /// - Parameter network: Of two cells, each of one kind everywhere, whose nodes are sums of two operations.
  /// - Throws: `ArchitectureError` for a network that is no genotype, and why.
  public init(_ network: MaskedCellNetwork) throws(ArchitectureError) {
    func cell(_ kind: CellKind) throws(ArchitectureError) -> Cell {
      let all = network.cells.filter { $0.kind == kind }
      guard let first = all.first, all.allSatisfy({ $0 == first }) else {
        throw .noGenotype(all.isEmpty ? "there is no \(kind) cell" : "\(kind) cells differ")
      }
      var steps: [Step] = []
      let topology = network.network.topology(of: kind)
      for node in topology.intermediates {
        let before = steps.count
        for edge in first.edges where edge.edge.target == node {
          for weighted in edge.operations {
            let count = weighted.importance * edge.importance
            guard count == 1 || count == 2 else {
              throw .noGenotype("node \(node) of a \(kind) cell weights what it reads")
            }
            let name =
              Self.operations.first { $0.operation == weighted.operation }?.name
              ?? weighted.operation.name
            for _ in 0..<Int(count) { steps.append(Step(name, edge.edge.source)) }
          }
        }
        guard steps.count == before + 2 else {
          throw .noGenotype(
            "node \(node) of a \(kind) cell has \(steps.count - before) operations, expected 2")
        }
      }
      return Cell(steps, outputs: topology.outputs)
    }
    guard network.network.topology.inputs == 2 else {
      throw .noGenotype("its cells read one cell before, expected 2")
    }
    self.init(normal: try cell(.normal), reduction: try cell(.reduction))
  }
}
