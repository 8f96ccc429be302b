internal import Architectures
internal import Torch
internal import Training

extension CellsToFind {
  /// Refuses what cannot be searched or built.
  func check() throws(ConfigurationError) {
    try checkSizes()
    do throws(ArchitectureError) {
      try skeleton.validate()
    } catch {
      throw .combination("\(error)")
    }
    try validate()
  }

  private var checkedExtremes: [Architecture] {
    guard let networks = try? extremes else {
      preconditionFailure("networks that were built at the beginning")
    }
    return networks
  }

  /// The network that needs most memory of those that may be found.
  func largest(batchSize: Int, setup: RunSetup) -> Architecture {
    let (image, classes) = (setup.dataset.imageShape, setup.dataset.classes)
    func bytes(_ network: Architecture) -> Int {
      network.trainingMemory(
        image: image, classes: classes, batchSize: batchSize,
        model: network.memoryModel(Computation(), on: setup.device))
    }
    let extremes = checkedExtremes
    return extremes.reduce(extremes[0]) { bytes($1) > bytes($0) ? $1 : $0 }
  }

  /// What the search of the supernet or the training of the largest network needs, whichever is more.
  ///
  /// - Parameters:
  ///   - search: The batch size of the search, and whether its gradients are of second order.
  ///   - recipe: Of the final training.
  ///   - setup: Of the run.
  ///   - dataBytes: Of the images.
  ///   - limit: Bytes that training may take; nil for any.
  /// - Returns: The plan.
  /// - Throws: Where nothing fits.
  func memoryPlan(
    of search: (batchSize: Int, isSecondOrder: Bool), _ recipe: FinalTrainingOptions,
    setup: RunSetup, dataBytes: Int, limit: Int?
  ) throws -> MemoryPlan {
    let (skeleton, extremes) = (skeleton, checkedExtremes)
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
      batchSize: max(search.batchSize, recipe.batchSize), microBatchSize: recipe.microBatchSize,
      evaluationBatchSize: recipe.evaluationBatchSize, limit: limit,
      training: { size in
        largest {
          skeleton.trainingMemory(
            batchSize: part(search.batchSize, size), model: $0, isSecondOrder: search.isSecondOrder)
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
}
