package import Architectures
internal import Search
internal import Training

/// The networks that genotypes are built into, with as many channels as a limit allows.
struct NetworkOfGenotype {
  private let images: DatasetDescription
  private let network: SupernetOptions
  private let final: FinalSize

  /// For some images; stem and nodes are the supernet's.
  init(_ network: SupernetOptions, _ final: FinalSize, images: DatasetDescription) {
    (self.network, self.final, self.images) = (network, final, images)
  }

  /// The network of a genotype with the most channels that the limits allow, at least one.
  func callAsFunction(_ genotype: Genotype) throws(ArchitectureError) -> MaskedCellNetwork {
    var (fitting, above) = (1, final.channels + 1)
    while fitting + 1 < above {
      let middle = (fitting + above) / 2
      if final.limit.allows(cost(of: try build(genotype, channels: middle))) {
        fitting = middle
      } else {
        above = middle
      }
    }
    return try build(genotype, channels: fitting)
  }

  /// Of each candidate operation the network that has no other: between them lies what any genotype needs of memory [D].
  var extremes: [MaskedCellNetwork] {
    get throws(ArchitectureError) {
      try network.operations.operations.map(\.name).map { name throws(ArchitectureError) in
        try self(genotype(of: name))
      }
    }
  }

  /// Refuses a skeleton that cannot be built, and limits that a genotype might not keep to with a single channel.
  func validate() throws(ConfigurationError) {
    var least = Cost(parameters: 0, multiplyAdds: 0)
    do throws(ArchitectureError) {
      for operation in network.operations.operations {
        let cost = cost(of: try build(genotype(of: operation.name), channels: 1))
        least.parameters = max(least.parameters, cost.parameters)
        least.multiplyAdds = max(least.multiplyAdds, cost.multiplyAdds)
      }
    } catch {
      throw .combination("\(error)")
    }
    for (key, limit, least) in [
      ("max-multiply-adds", final.limit.multiplyAdds, least.multiplyAdds),
      ("max-parameters", final.limit.parameters, least.parameters),
    ] {
      guard let limit, limit < least else { continue }
      throw .invalid(
        key: key, value: "\(limit)",
        expected: "at least \(least), which any genotype keeps to with one channel")
    }
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
