import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// A run small enough for tests: 3 cells of 2 nodes and 2 channels, 24 images of 8x8 in 3 classes.
enum Tiny {
  /// Edges 0-2, 1-2, 0-3, 1-3 and 2-3.
  static let network = CellNetwork(
    image: ImageShape(channels: 1, height: 8, width: 8), classes: 3, channels: 2, cells: 3,
    topology: CellTopology(intermediateNodes: 2))
  /// Two stages of inverted residuals of two nodes each.
  static let chain = CellNetwork(
    image: ImageShape(channels: 1, height: 8, width: 8), classes: 3, channels: 2, cells: 2,
    stemMultiplier: 1, operations: Operation.chain, topology: .chain(nodes: 3), frame: .chain,
    reductionPositions: [0, 1], headChannels: 3, hasNormalizationWeights: true)
  static let indices = Array(Int32(0)..<24)
  static var images: DeviceImageSet { ImageSet.synthetic(count: 24).onDevice }

  static var options: HMNASOptions {
    var options = HMNASOptions()
    options.data.cropPadding = 1
    options.search.epochs = 2
    options.search.batchSize = 6
    options.search.warmStartEpochs = 0
    options.search.updateSchedule = .constant
    options.masking.epochs = 2
    options.masking.batchSize = 8
    options.tuning.epochs = 2
    options.tuning.batchSize = 8
    options.tuning.cutout = 2
    options.tuning.auxiliaryWeight = 0
    return options
  }

  /// Stage 1, with 16 images for the weights and 8 for alpha and beta.
  static func search(
    _ options: HMNASOptions = options, seed: UInt64 = 1, network: CellNetwork = network
  ) -> BilevelStage {
    options.searchStage(
      network, images: images, training: Array(indices.prefix(16)),
      validation: Array(indices.suffix(8)), seed: Seed(seed), device: .underTest)
  }

  /// Stage 2 after two steps of stage 1.
  static func masking(_ options: HMNASOptions = options) -> MaskStage {
    let search = search(options)
    search.run(0..<2)
    return masking(search, options)
  }

  static func masking(
    _ search: BilevelStage, _ options: HMNASOptions = options,
    latencies: (() throws -> CostTable)? = nil
  ) -> MaskStage {
    MaskStage(
      search.supernet, architecture: search.architecture, store: search.store, options: options,
      images: images, indices: indices, seed: Seed(1), latencies: latencies)
  }

  /// Stage 3 after a stage 2 whose masks are random, about two thirds of them on.
  static func tuning(_ options: HMNASOptions = options) throws -> FinalTrainingStage {
    let masking = masking(options)
    try masking.scatterMasks(seed: 1)
    return try FinalTrainingStage(
      .tune, carving: masking.carve(), options: options, images: images, indices: indices,
      seed: Seed(1), device: .underTest)
  }
}

extension MaskStage {
  /// Draws all masks between 0 and three times the threshold.
  func scatterMasks(seed: UInt64) throws {
    let generator = Generator(seed: seed)
    for mask in masks.operations + masks.edges + masks.weights {
      mask.assign(generator.uniform(mask.shape, in: 0..<(3 * masks.threshold)))
    }
    try #require(try masks.keepsEveryCellAlive())
  }

  /// Sets the masks of one level in one group, by position, on or off.
  func switchEdges(_ on: Set<Int>, group: Int) {
    let mask = masks.edges[group]
    mask.assign(
      Tensor((0..<mask.count).map { on.contains($0) ? Float(0.01) : 0 }, shape: mask.shape))
  }
}
