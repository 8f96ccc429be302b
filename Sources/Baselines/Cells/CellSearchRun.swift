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
  package var searchBatches: [(key: String, size: Int)] {
    [("search-batch-size", options.search.batchSize)]
  }
  package static func largestBatch(_ options: Options) -> Int {
    max(options.search.batchSize, options.recipe.batchSize)
  }

  package var setup: RunSetup
  package var options: Options
  private let space: any CellsToFind

  /// Checks options against the data; nothing is read or written.
  package init(_ options: Options, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    space = options.cellsToFind(for: setup.dataset)
    let parts = options.parameters.channelParts
    guard options.network.channels.isMultiple(of: parts) else {
      throw .combination(
        "channel-parts is \(parts) with channels \(options.network.channels), expected a divisor")
    }
    do throws(ArchitectureError) {
      try space.skeleton.validate()
    } catch {
      throw .combination("\(error)")
    }
    try space.validate()
  }

  private var extremes: [Architecture] {
    guard let networks = try? space.extremes else {
      preconditionFailure("networks that were built at the beginning")
    }
    return networks
  }

  package var largest: Architecture {
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    func bytes(_ network: Architecture) -> Int {
      network.trainingMemory(
        image: image, classes: classes, batchSize: options.recipe.batchSize,
        model: network.memoryModel(Computation(), on: setup.device))
    }
    let extremes = extremes
    return extremes.reduce(extremes[0]) { bytes($1) > bytes($0) ? $1 : $0 }
  }

  /// What the search or the training of the largest network needs, whichever is more.
  package func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    let (skeleton, extremes, recipe) = (space.skeleton, extremes, options.recipe)
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    func largest(_ supernet: (MemoryModel) -> Int, _ final: (Architecture, MemoryModel) -> Int)
      -> Int
    {
      let computation = Computation()
      let finals = extremes.map { final($0, $0.memoryModel(computation, on: setup.device)) }
      let own = supernet(computation.memoryModel(of: skeleton, on: setup.device))
      return dataBytes + finals.reduce(own, max)
    }
    func part(_ batch: Int, _ size: Int) -> Int { MicroBatches.largestPart(of: batch, size: size) }
    return try MemoryPlan(
      batchSize: Self.largestBatch(options), microBatchSize: recipe.microBatchSize,
      evaluationBatchSize: recipe.evaluationBatchSize, limit: limit,
      training: { size in
        largest {
          skeleton.trainingMemory(
            batchSize: part(options.search.batchSize, size), model: $0,
            isSecondOrder: options.search.order == .second)
        } _: {
          $0.trainingMemory(
            image: image, classes: classes, batchSize: part(recipe.batchSize, size), model: $1)
        }
      },
      evaluation: { size in
        largest {
          skeleton.evaluationMemory(batchSize: size, model: $0)
        } _: {
          $0.evaluationMemory(image: image, classes: classes, batchSize: size, model: $1)
        }
      })
  }

  /// Searches the supernet, and builds the network of the genotype that its weights stand for.
  package func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork {
    let (skeleton, parameters) = (space.skeleton, options.parameters)
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
      training: images.searchIndices.searched(options.searchImages, seed: setup.seed),
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
    return try space.derive { kind in
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
