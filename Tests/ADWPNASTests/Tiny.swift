import ADWPNAS
import Architectures
import Datasets
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// Runs small enough for tests: 24 images of 8x8 in 3 classes, networks of a fifth of their width.
enum Tiny {
  static let image = ImageShape(channels: 1, height: 8, width: 8)
  static let classes = 3
  static let indices = Array(Int32(0)..<24)
  static var images: DeviceImageSet { ImageSet.synthetic(count: 24).onDevice }

  static func options(_ weights: WeightMode) -> ADWPNASOptions {
    var options = ADWPNASOptions()
    options.hyperNetwork.weights = weights
    options.hyperNetwork.width = 0.2
    options.data.cropPadding = 1
    options.training.epochs = 2
    options.training.batchSize = 6
    options.training.warmUpEpochs = 0
    options.training.binTries = 5
    options.evaluation.recalibrationBatches = 2
    options.evaluation.recalibrationBatchSize = 8
    return options
  }

  static func hyperNetwork<Space: SearchSpace>(
    _ space: Space, _ options: ADWPNASOptions, seed: UInt64 = 1
  ) -> HyperNetwork<Space.Network> {
    HyperNetwork(
      space, image: image, classes: classes, options: options.hyperNetwork, seed: Seed(seed),
      device: .underTest)
  }

  static func stage<Space: SearchSpace>(
    _ space: Space, _ options: ADWPNASOptions, seed: UInt64 = 1
  ) -> HyperNetworkStage<Space.Network> {
    HyperNetworkStage(
      hyperNetwork(space, options, seed: seed), options: options, images: images,
      indices: Array(indices.prefix(16)), validation: Array(indices.suffix(8)), seed: Seed(seed))
  }

  /// The training of a copy, which has not begun.
  static func copy<Network: SearchableNetwork>(
    of start: HyperNetwork<Network>, _ options: ADWPNASOptions, lastDepth: Int
  ) throws -> HyperNetworkStage<Network> {
    let copy = hyperNetwork(start.space, options)
    try copy.store.load(start.store.state)
    return HyperNetworkStage(
      copy, options: options, images: images, indices: Array(indices.prefix(16)),
      validation: Array(indices.suffix(8)), lastDepth: lastDepth, seed: Seed(1))
  }

  static func evaluator<Network: SearchableNetwork>(
    _ hyperNetwork: HyperNetwork<Network>, _ options: ADWPNASOptions, control: CodeControl = .real
  ) -> CandidateEvaluator<Network> {
    evaluator([hyperNetwork], options, control: control)
  }

  static func evaluator<Network: SearchableNetwork>(
    _ hyperNetworks: [HyperNetwork<Network>], _ options: ADWPNASOptions,
    control: CodeControl = .real
  ) -> CandidateEvaluator<Network> {
    CandidateEvaluator(
      hyperNetworks, options: options.evaluation, images: images,
      training: Array(indices.prefix(16)), heldOut: Array(indices.suffix(8)), control: control,
      seed: Seed(1))
  }

  static func networks<Space: SearchSpace>(_ space: Space, count: Int) -> [Space.Network] {
    var generator = SplitMix64(seed: 7)
    return (0..<count).map { _ in space.random(using: &generator).canonical }
  }
}
