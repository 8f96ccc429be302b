internal import Architectures
internal import Search
internal import Training

/// The cells of DARTS, a normal and a reduction cell, in networks with as many channels as a limit allows.
struct DARTSCells: CellsToFind {
  private let images: DatasetDescription
  private let network: SupernetOptions
  private let final: FinalSize

  /// For some images; stem and nodes are the supernet's.
  init(_ network: SupernetOptions, _ final: FinalSize, images: DatasetDescription) {
    (self.network, self.final, self.images) = (network, final, images)
  }

  /// `none` is the first candidate, as in the code.
  var skeleton: CellNetwork {
    var skeleton = network.skeleton(for: images)
    skeleton.operations.insert(.none, at: 0)
    return skeleton
  }

  /// Of each candidate operation the network that has no other [D].
  var extremes: [Architecture] {
    get throws {
      try network.operations.operations.map { .masked(try built(genotype(of: $0.name))) }
    }
  }

  /// As the code keeps of each node.
  var edgesKept: Int? { 2 }

  func validate() throws(ConfigurationError) {
    for operation in network.operations.operations
    where !Genotype.operationNames.contains(operation.name) {
      throw .combination(
        "operations has \(operation.name), expected what a genotype may have: "
          + Genotype.operationNames.joined(separator: ", "))
    }
    let kinds = CellGroups(skeleton, sharing: .perCellKind).names
    for kind in [CellKind.normal, .reduction] where !kinds.contains(kind.rawValue) {
      throw .combination(
        "with cells \(network.cells) the supernet has no \(kind) cell, expected both kinds: at least 3 cells"
      )
    }
    let names = network.operations.operations.map(\.name)
    try final.checkLeast { channels throws(ArchitectureError) in
      try names.map { name throws(ArchitectureError) in
        cost(of: try build(genotype(of: name), channels: channels))
      }.reduce(Cost(parameters: 0, multiplyAdds: 0)) {
        Cost(
          parameters: max($0.parameters, $1.parameters),
          multiplyAdds: max($0.multiplyAdds, $1.multiplyAdds))
      }
    }
  }

  func derive(_ importances: (CellKind) throws -> [[Float]]) throws -> DerivedCells {
    let (topology, operations) = (skeleton.topology, skeleton.operations.map(\.name))
    func cell(_ kind: CellKind) throws -> Genotype.Cell {
      Genotype.Cell(keeping: try importances(kind), of: operations, topology)
    }
    let genotype = Genotype(normal: try cell(.normal), reduction: try cell(.reduction))
    return DerivedCells(text: "\(genotype)", architecture: .masked(try built(genotype)))
  }

  /// With the most channels that the limits allow.
  private func built(_ genotype: Genotype) throws(ArchitectureError) -> MaskedCellNetwork {
    let channels = try final.mostChannels { channels throws(ArchitectureError) in
      cost(of: try build(genotype, channels: channels))
    }
    return try build(genotype, channels: channels)
  }

  private func build(
    _ genotype: Genotype, channels: Int
  ) throws(ArchitectureError) -> MaskedCellNetwork {
    try genotype.network(
      image: images.imageShape, classes: images.classes, channels: channels, cells: final.cells,
      stemStride: network.stemStride, stem: network.stem)
  }

  private func cost(of network: MaskedCellNetwork) -> Cost {
    network.cost(image: images.imageShape, classes: images.classes)
  }

  private func genotype(of operation: String) -> Genotype {
    let cell = Genotype.Cell(
      (0..<network.nodes).flatMap { _ in
        [Genotype.Step(operation, 0), Genotype.Step(operation, 1)]
      }, outputs: Array(2..<network.nodes + 2))
    return Genotype(normal: cell, reduction: cell)
  }
}
