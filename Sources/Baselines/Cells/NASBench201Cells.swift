internal import Architectures
internal import Search
internal import Training

/// The cell of NAS-Bench-201, the same in all places of its skeleton (Dong and Yang, 2020).
struct NASBench201Cells: CellsToFind {
  private static let stages = NASBench201Network.stages
  private let images: DatasetDescription
  private let network: SupernetOptions
  private let final: FinalSize

  init(_ network: SupernetOptions, _ final: FinalSize, images: DatasetDescription) {
    (self.network, self.final, self.images) = (network, final, images)
  }

  /// With `none`, in the benchmark's order.
  var skeleton: CellNetwork {
    var options = network
    options.space = .nasBench201
    var skeleton = options.skeleton(for: images)
    skeleton.operations = Operation.nasBench201
    return skeleton
  }

  var extremes: [Architecture] {
    get throws {
      try Operation.nasBench201.map { operation in
        .init(try built(NASBench201Cell(Array(repeating: operation, count: 6))))
      }
    }
  }

  var edgesKept: Int? { nil }

  func checkSizes() throws(ConfigurationError) {
    try NASBench201Network.checkStages(network.cells, key: "cells")
    try NASBench201Network.checkStages(final.cells, key: "final-cells")
  }

  func validate() throws(ConfigurationError) {
    let largest = NASBench201Cell(Array(repeating: .convolution3x3, count: 6))
    try final.checkLeast { channels throws(ArchitectureError) in
      try network(largest, channels).cost(image: images.imageShape, classes: images.classes)
    }
    do throws(ArchitectureError) {
      _ = try network(largest, final.channels)
    } catch {
      throw .combination("\(error)")
    }
  }

  /// Of every edge the operation that counts most, `none` included.
  func derive(_ importances: (CellKind) throws -> [[Float]]) throws -> DerivedCells {
    let cell = NASBench201Cell(
      try importances(.normal).map { edge in
        Operation.nasBench201[edge.indices.reduce(0) { edge[$1] > edge[$0] ? $1 : $0 }]
      })
    return DerivedCells(text: cell.code, architecture: .init(try built(cell)))
  }

  /// With the most channels that the limits allow.
  private func built(_ cell: NASBench201Cell) throws(ArchitectureError) -> NASBench201Network {
    let channels = try final.mostChannels { channels throws(ArchitectureError) in
      try network(cell, channels).cost(image: images.imageShape, classes: images.classes)
    }
    return try network(cell, channels)
  }

  private func network(
    _ cell: NASBench201Cell, _ channels: Int
  ) throws(ArchitectureError) -> NASBench201Network {
    try NASBench201Network(
      cell, channels: channels, cellsPerStage: final.cells / Self.stages)
  }
}
