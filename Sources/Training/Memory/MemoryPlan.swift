/// What a run needs of memory, and the micro-batches that make it fit.
public struct MemoryPlan {
  /// Bytes of the stage that needs most, whole batches or as the options split them.
  public let bytes: Int
  /// Bytes it may have; nil where nothing is known about the device's memory.
  public let limit: Int?
  /// Images per pass: the option's value, or what was chosen in its place.
  public let microBatchSize: Int
  /// Images per pass of an evaluation: the option's value, or fewer where that would be the most that the run needs.
  public let evaluationBatchSize: Int
  /// Bytes with `microBatchSize` and `evaluationBatchSize`.
  public let reducedBytes: Int

  /// The option that all methods have for micro-batches.
  public static let microBatchKey = "micro-batch-size"

  /// Micro-batches are not made smaller than this on their own: batch normalisation would see too little.
  public static let smallestMicroBatch = 8

  /// Chooses micro-batches where the options leave the choice and whole batches do not fit.
  ///
  /// - Parameters:
  ///   - batchSize: Images of the largest step.
  ///   - microBatchSize: The option's value; 0 leaves the choice.
  ///   - evaluationBatchSize: Most images per pass of an evaluation.
  ///   - limit: Bytes the run may have.
  ///   - training: Bytes with micro-batches of a size, 0 for whole batches.
  ///   - evaluation: Bytes with passes of a size.
  /// - Throws: `MemoryShortage` where nothing fits.
  public init(
    batchSize: Int, microBatchSize: Int, evaluationBatchSize: Int, limit: Int?,
    training: (_ microBatchSize: Int) -> Int, evaluation: (_ batchSize: Int) -> Int
  ) throws(MemoryShortage) {
    var (size, least) = (microBatchSize, training(microBatchSize))
    bytes = max(least, evaluation(evaluationBatchSize))
    if let limit, least > limit {
      for half in microBatchSize == 0 ? Self.halvings(of: batchSize) : [] where least > limit {
        (size, least) = (half, training(half))
      }
      guard least <= limit else {
        throw MemoryShortage(
          need: least, limit: limit, images: size == 0 ? batchSize : min(size, batchSize))
      }
    }
    var passes = evaluationBatchSize
    if let limit {
      while passes > 1, evaluation(passes) > limit { passes = (passes + 1) / 2 }
      guard evaluation(passes) <= limit else {
        throw MemoryShortage(need: evaluation(passes), limit: limit, images: passes)
      }
    }
    self.limit = limit
    self.microBatchSize = size
    self.evaluationBatchSize = passes
    reducedBytes = max(least, evaluation(passes))
    (isSplit, isCut) = (size != microBatchSize, passes != evaluationBatchSize)
  }

  private let isSplit, isCut: Bool

  /// Half of a batch, half of that, and so on, as long as it makes sense.
  private static func halvings(of batch: Int) -> [Int] {
    var sizes: [Int] = []
    var half = (batch + 1) / 2
    while half >= smallestMicroBatch {
      sizes.append(half)
      half = (half + 1) / 2
    }
    return sizes
  }

  /// What the user should know, in sentences.
  public var notes: [String] {
    let limitText = limit.map { " (limit \(MemorySize.text($0)))" } ?? ""
    let first = "Needs about \(MemorySize.text(bytes)) of memory\(limitText)"
    var notes = [first]
    if isSplit {
      notes.append(
        "So steps go in micro-batches of at most \(microBatchSize) images, with about "
          + "\(MemorySize.text(reducedBytes)); batch normalisation in training then sees micro-batches"
      )
    }
    if isCut {
      notes.append("So evaluations go in passes of at most \(evaluationBatchSize) images")
    }
    return notes
  }
}
