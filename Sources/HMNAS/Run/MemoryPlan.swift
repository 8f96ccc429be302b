internal import Architectures
internal import Torch
internal import Training

/// What a run needs of memory, and the micro-batches that make it fit.
struct MemoryPlan {
  /// Bytes of the stage that needs most, whole batches or as the options split them.
  let bytes: Int
  /// Bytes it may have; nil where nothing is known about the device's memory.
  let limit: Int?
  /// Images per pass: the option's value, or what was chosen in its place.
  let microBatchSize: Int
  /// Bytes with `microBatchSize`.
  let reducedBytes: Int

  /// Micro-batches are not made smaller than this on their own: batch normalisation would see too little.
  static let smallestMicroBatch = 8

  /// Chooses micro-batches where the options leave the choice and whole batches do not fit.
  ///
  /// - Throws: `MemoryShortage` where nothing fits.
  init(
    _ network: CellNetwork, options: HMNASOptions, device: Device, dataBytes: Int, limit: Int?
  ) throws(MemoryShortage) {
    func need(_ microBatchSize: Int) -> Int {
      options.memoryNeed(network, microBatchSize: microBatchSize, device: device) + dataBytes
    }
    let batch = options.largestBatchSize
    var (size, least) = (options.microBatchSize, need(options.microBatchSize))
    bytes = least
    if let limit, least > limit {
      for half in options.microBatchSize == 0 ? Self.halvings(of: batch) : [] where least > limit {
        (size, least) = (half, need(half))
      }
      guard least <= limit else {
        throw MemoryShortage(
          need: least, limit: limit, images: size == 0 ? batch : min(size, batch))
      }
    }
    self.limit = limit
    microBatchSize = size
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
  var notes: [String] {
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

extension HMNASOptions {
  /// Images per pass of an evaluation.
  ///
  /// Our kernels go through any number in slices; libtorch's operators get no more than a training step has.
  func evaluationBatchSize(on device: Device) -> Int {
    microBatchSize > 0 && !network.computation.fuses(on: device)
      ? microBatchSize : Evaluation.defaultBatchSize
  }

  fileprivate var largestBatchSize: Int {
    max(search.batchSize, masking.batchSize, tuning.batchSize)
  }

  /// Bytes of the stage that needs most.
  fileprivate func memoryNeed(
    _ skeleton: CellNetwork, microBatchSize: Int, device: Device
  ) -> Int {
    var options = self
    options.microBatchSize = microBatchSize
    func training(_ batchSize: Int, _ model: MemoryModel, isSecondOrder: Bool = false) -> Int {
      skeleton.trainingMemory(
        batchSize: MicroBatches.largestPart(of: batchSize, size: microBatchSize), model: model,
        isSecondOrder: isSecondOrder)
    }
    let model = network.computation.memoryModel(on: device)
    // What the masks will leave is not known yet: at most everything.
    var needs = [
      training(search.batchSize, model, isSecondOrder: search.order == .second),
      training(masking.batchSize, model),
      training(tuning.batchSize, model),
    ]
    if model == .reference {
      needs.append(
        skeleton.evaluationMemory(batchSize: options.evaluationBatchSize(on: device)))
    }
    return needs.max() ?? 0
  }
}
