/// What a run needs of memory, and the micro-batches that make it fit.
package struct MemoryPlan {
  /// Bytes of the stage that needs most, whole batches or as the options split them.
  package let bytes: Int
  /// Bytes it may have; nil where nothing is known about the device's memory.
  package let limit: Int?
  /// Images per pass: the option's value, or what was chosen in its place.
  package let microBatchSize: Int
  /// Bytes with `microBatchSize`.
  package let reducedBytes: Int

  /// Micro-batches are not made smaller than this on their own: batch normalisation would see too little.
  package static let smallestMicroBatch = 8

  /// Chooses micro-batches where the options leave the choice and whole batches do not fit.
  ///
  /// - Parameters:
  ///   - batchSize: Images of the largest step.
  ///   - microBatchSize: The option's value; 0 leaves the choice.
  ///   - limit: Bytes the run may have.
  ///   - need: Bytes with micro-batches of a size, 0 for whole batches.
  /// - Throws: `MemoryShortage` where nothing fits.
  package init(
    batchSize: Int, microBatchSize: Int, limit: Int?, need: (_ microBatchSize: Int) -> Int
  ) throws(MemoryShortage) {
    var (size, least) = (microBatchSize, need(microBatchSize))
    bytes = least
    if let limit, least > limit {
      for half in microBatchSize == 0 ? Self.halvings(of: batchSize) : [] where least > limit {
        (size, least) = (half, need(half))
      }
      guard least <= limit else {
        throw MemoryShortage(
          need: least, limit: limit, images: size == 0 ? batchSize : min(size, batchSize))
      }
    }
    self.limit = limit
    self.microBatchSize = size
    reducedBytes = least
  }

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
  package var notes: [String] {
    let limitText = limit.map { " (limit \(MemorySize.text($0)))" } ?? ""
    let first = "Needs about \(MemorySize.text(bytes)) of memory\(limitText)"
    guard reducedBytes != bytes else { return [first] }
    return [
      first,
      "So steps go in micro-batches of at most \(microBatchSize) images, with about "
        + "\(MemorySize.text(reducedBytes)); batch normalisation in training then sees micro-batches",
    ]
  }
}
