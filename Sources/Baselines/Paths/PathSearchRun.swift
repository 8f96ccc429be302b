package import Architectures
internal import Foundation
package import Search
package import Tracking
package import Training

/// A whole run of a search that compares paths: by the weights of a supernet, or each by a training of its own.
package struct PathSearchRun<Method: PathMethod>: FinderRun {
  package typealias Options = PathSearchOptions<Method>
  package static var method: String { Method.method }
  package static var title: String { Method.title }
  package static var firstStage: StageName {
    Method.sharesWeights ? .supernet : .candidates
  }
  package static func stage(_ key: String) -> StageName? {
    [.supernet, .candidates, .train].first { $0.key == key }
  }
  /// As in DARTS, whose networks are trained on all images.
  package static var trainsOnAll: Bool { true }
  package func searchBatches(_ images: RunImages) -> [SearchBatch] {
    [
      Method.sharesWeights
        ? SearchBatch(
          key: "search-batch-size", size: options.weights.batchSize,
          indices: images.searchIndices.searched(options.searchImages, seed: setup.seed))
        : SearchBatch(
          key: "batch-size", size: options.recipe.batchSize, indices: candidateImages(images))
    ]
  }
  package static func largestBatch(_ options: Options) -> Int {
    Method.sharesWeights
      ? max(options.weights.batchSize, options.recipe.batchSize) : options.recipe.batchSize
  }

  package var setup: RunSetup
  package var options: Options
  private let cells: any CellsToFind

  /// Checks options against the data; nothing is read or written.
  package init(_ options: Options, setup: RunSetup) throws(ConfigurationError) {
    (self.options, self.setup) = (options, setup)
    var wanted = options.cells
    // Without a supernet, of which size it would be says nothing: the smallest with all kinds of cells.
    if !Method.sharesWeights { wanted.network.cells = 3 }
    cells = wanted.cellsToFind(for: setup.dataset)
    try cells.check()
  }

  /// What the supernet or the training of the largest network needs, whichever is more.
  package func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan {
    guard Method.sharesWeights else {
      return try MemoryPlan(
        training: largest, options.recipe, isValidated: true, setup: setup, dataBytes: dataBytes,
        limit: limit)
    }
    return try cells.memoryPlan(
      of: (options.weights.batchSize, false), options.recipe, setup: setup, dataBytes: dataBytes,
      limit: limit)
  }

  package var largest: Architecture {
    cells.largest(batchSize: options.recipe.batchSize, setup: setup)
  }

  /// Compares paths, and builds the network of the best.
  package func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork {
    var evaluate = trained(on: images)
    if Method.sharesWeights {
      let stage = PathStage(
        cells, options: options.weights, images: images, count: options.searchImages,
        augmentation: Augmentation(cropPadding: options.data.cropPadding, flip: options.data.flip),
        heldOut: heldOut(images),
        passes: (options.recipe.microBatchSize, options.recipe.evaluationBatchSize), setup: setup)
      try sequence.run(stage, then: .candidates)
      evaluate = { try stage.evaluate($0) }
    }
    let search = CandidateSearch(
      Method.strategy, name: .candidates, options: options.search, measure: .accuracy,
      source: source,
      images: heldOut(images).count,
      learned: Method.sharesWeights
        ? 0 : options.candidateEpochs * candidateImages(images).count,
      seed: setup.seed, evaluate: evaluate)
    try sequence.run(search, then: .train)
    try setup.folder.write(search.archive, to: setup.folder.url.appending(path: "archive.json"))
    guard let best = search.best else {
      preconditionFailure("a search without candidates")
    }
    let found = try cells.derive(best.candidate.network)
    try setup.folder.write(
      "\(found.text)\n", to: setup.folder.url.appending(path: "genotype.txt"))
    return FoundNetwork(found.architecture, accuracy: best.accuracy)
  }

  /// Any path; what it is built into keeps to the limits by its channels.
  private var source: CandidateSource<CellPath> {
    let (cells, paths, dataset) = (cells, cells.paths, setup.dataset)
    return CandidateSource(
      random: { paths.random(using: &$0) }, fitted: { paths.random(using: &$0) },
      candidate: { path in
        let network = try? cells.derive(path).architecture
        return network.map {
          SearchCandidate(
            network: path, cost: $0.cost(image: dataset.imageShape, classes: dataset.classes))
        }
      }, neighbor: { paths.neighbor(of: $0, using: &$1) })
  }

  /// Images that candidates are compared on, in random order: normalised by batches, those of one class would be alike.
  private func heldOut(_ images: RunImages) -> [Int32] {
    let all = images.validationIndices
    let count = options.heldOutImages == 0 ? all.count : min(options.heldOutImages, all.count)
    return shuffledIndices(count: all.count, using: setup.seed.derived("held-out images"))
      .prefix(count).map { all[$0] }
  }

  /// Images that a candidate's training learns from.
  private func candidateImages(_ images: RunImages) -> [Int32] {
    images.searchIndices.searched(options.candidateImages, seed: setup.seed)
  }

  /// Measures a path by a training of its network; one that diverges is worse than any other.
  private func trained(on images: RunImages) -> (CellPath) throws -> Evaluation {
    let recipe = options.recipe.fixed(epochs: options.candidateEpochs).with(
      cropPadding: options.data.cropPadding, flip: options.data.flip,
      microBatchSize: options.recipe.microBatchSize)
    let (indices, heldOut) = (candidateImages(images), heldOut(images))
    return { path in
      let stage = FinalTrainingStage(
        .candidate, try cells.derive(path).architecture, options: recipe, images: images,
        indices: indices, validation: heldOut, setup: setup)
      do {
        try stage.trainAtOnce()
      } catch is NonFiniteLoss {
        return Evaluation(loss: .infinity, accuracy: 0)
      }
      return try stage.validate()
    }
  }
}

extension StageName {
  /// The comparison of paths.
  static let candidates = StageName("candidates", title: "Candidates")
  /// The training of a candidate, within a step of the search.
  static let candidate = StageName("candidate", title: "Candidate")
}
