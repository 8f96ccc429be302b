package import Architectures
internal import Foundation
package import Search
internal import Torch
package import Tracking
package import Training

/// A whole run of a search for a genotype: a supernet is searched, and what is built of its genotype is trained.
package struct CellSearchRun<Method: CellMethod>: FinderRun {
  package typealias Options = CellSearchOptions<Method>
  package static var method: String { Method.method }
  package static var title: String { Method.title }
  package static var firstStage: StageName { .supernet }
  package static func stage(_ key: String) -> StageName? {
    [.supernet, .train].first { $0.key == key }
  }
  /// As in DARTS, whose networks are trained on all images.
  package static var trainsOnAll: Bool { true }
  package func searchBatches(_ images: RunImages) -> [SearchBatch] {
    [searched(images), images.validationIndices].map {
      SearchBatch(key: "search-batch-size", size: options.search.batchSize, indices: $0)
    }
  }
  /// What the supernet's weights learn from.
  private func searched(_ images: RunImages) -> [Int32] {
    images.searchIndices.searched(options.searchImages, seed: setup.seed)
  }
  package static func largestBatch(_ options: Options) -> Int {
    max(options.search.batchSize, options.recipe.batchSize)
  }

  package var setup: RunSetup
  package var options: Options
  let cells: any CellsToFind

  /// Checks options against the data; nothing is read or written.
  package init(_ options: Options, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    cells = options.cells.cellsToFind(for: setup.dataset)
    let parts = options.parameters.channelParts
    guard options.cells.network.channels.isMultiple(of: parts) else {
      throw .combination(
        "channel-parts is \(parts) with channels \(options.cells.network.channels), expected a divisor"
      )
    }
    try cells.check()
    // A 2×2 maximum needs sides that are both even or both odd.
    let sides = cells.skeleton.plan.filter { $0.kind == .reduction }.map(\.inputShape)
    if parts > 1, let shape = sides.first(where: { $0.height % 2 != $0.width % 2 }) {
      throw .combination(
        "channel-parts is \(parts) where cells halve images of \(shape.height) and \(shape.width) pixels, expected sides that are both even or both odd"
      )
    }
  }

  /// What the search or the training of the largest network needs, whichever is more.
  package func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    try cells.memoryPlan(
      of: (options.search.batchSize, options.search.order == .second), options.recipe, setup: setup,
      dataBytes: dataBytes, limit: limit)
  }

  package var largest: Architecture {
    cells.largest(batchSize: options.recipe.batchSize, setup: setup)
  }

  /// Searches the supernet, and builds the network of the genotype that its weights stand for.
  package func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork {
    let (skeleton, parameters) = (cells.skeleton, options.parameters)
    let stage = BilevelStage(
      .supernet,
      SearchedSupernet(
        skeleton, channelParts: parameters.channelParts, computation: Computation(),
        sharing: .perCellKind,
        scale: options.search.architectureInitialScale, weightsEdges: Method.weightsEdges,
        seed: setup.seed, device: setup.device),
      options: options.search, images: images.training,
      augmentation: Augmentation(cropPadding: options.data.cropPadding, flip: options.data.flip),
      passes: (options.recipe.microBatchSize, options.recipe.evaluationBatchSize),
      training: searched(images),
      validation: images.validationIndices,
      seed: setup.seed
    ) { try Method.mixing($0, skeleton.topology, parameters, $1) }
    try sequence.run(stage, then: .train)
    if let warning = try stage.preference.warning { try setup.context.record(.note(warning)) }
    let found = try derived(from: stage.architecture, in: skeleton)
    let history = try stage.history.map { try derived(from: $0, in: skeleton).text }
    for (name, lines) in [("genotype.txt", [found.text]), ("genotypes.txt", history)] {
      try setup.folder.write(
        lines.map { "\($0)\n" }.joined(), to: setup.folder.url.appending(path: name))
    }
    return FoundNetwork(found.architecture, accuracy: try stage.validate().accuracy)
  }

  private func derived(
    from architecture: ArchitectureParameters, in network: CellNetwork
  ) throws -> DerivedCells {
    let (plan, operations) = (network.plan, network.operations.count)
    let mixing = withoutGradient { Method.importances(architecture, network.topology) }
    return try cells.derive { kind in
      guard let index = plan.firstIndex(where: { $0.kind == kind }) else {
        preconditionFailure("the kinds of cells were asked for at the beginning")
      }
      let weights = try withoutGradient { mixing[index].ofNodes }.readFloats()
      return (0..<network.topology.edgeCount).map { edge in
        Array(weights[edge * operations..<(edge + 1) * operations])
      }
    }
  }
}

extension StageName {
  /// Of weights and architecture parameters, in turn.
  static let supernet = StageName("supernet", title: "Supernet")
}
