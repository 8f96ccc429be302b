public import Architectures
public import Datasets
internal import Foundation
internal import Torch
internal import Tracking

/// Ranks the networks of NAS-Bench-Macro by what a short real training of each makes of them, measured on training
/// images that it does not see.
///
/// The recipe is the benchmark's, but for its length and smaller batches: SGD from 0.1 along a cosine, weight decay
/// 5e-4, crop and flip. Every network starts with weights of its own and sees the same images in the same order.
public struct ShortTrainingProxy: RankingProxy {
  /// How long networks are trained, and how they are measured.
  public struct Options: Hashable, Sendable {
    /// Epochs of each training.
    public var epochs = 1
    /// Images trained on.
    public var images = 5_000
    /// Other images, measured on.
    public var heldOutImages = 2_000
    /// Each gives a ranking.
    public var rankBy = [RankingMeasure.loss]

    /// The values to start from.
    public init() {}

    fileprivate var recipe: FinalTrainingOptions {
      var recipe = FinalTrainingOptions()
      recipe.epochs = epochs
      recipe.batchSize = 64
      recipe.learningRate = 0.1
      recipe.weightDecay = 5e-4
      recipe.cutout = 0
      recipe.dropPath = 0
      recipe.auxiliaryWeight = 0
      return recipe
    }
  }

  private static let name = "short-training"
  private let options: Options
  private let dataset: DatasetDescription
  private let images: any ImageSource
  private let seed: Seed
  private let progress: @Sendable (_ done: Int, _ count: Int) -> Void

  /// Puts together what is needed; nothing is read.
  ///
  /// - Parameters:
  ///   - options: How long.
  ///   - images: What is learned; the benchmark's truth is of CIFAR-10.
  ///   - seed: Of weights, images and their order.
  ///   - progress: Told after every network.
  public init(
    _ options: Options, images: any ImageSource, seed: Seed,
    progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) {
    self.options = options
    dataset = images.description
    self.images = images
    self.progress = progress
    self.seed = seed.derived(Self.name)
  }

  /// Trains each network and gives a ranking for each measure.
  public func rankings(of networks: [TabulatedNetwork]) throws -> [ProxyRanking] {
    Libtorch.setDeterministic(true)
    let set = try self.images.load(.training, progress: { _ in })
    let order = shuffledIndices(count: set.count, using: seed.derived("images")).map { Int32($0) }
    let (trained, measured) = (options.images, options.heldOutImages)
    guard options.recipe.batchSize <= trained, measured > 0, trained + measured <= set.count
    else {
      throw ConfigurationError.combination(
        "short-images and held-out-images are \(trained) and \(measured), expected at least \(options.recipe.batchSize) and 1, together at most \(set.count)"
      )
    }
    let images = DeviceImageSet(set, normalization: dataset.normalization, device: .cpu)
    let evaluations = try networks.enumerated().map { index, network in
      defer { progress(index + 1, networks.count) }
      return try self.evaluations(
        of: try NASBenchMacroNetwork(code: network.code), images: images,
        training: order.prefix(trained).sorted(),
        heldOut: order.dropFirst(trained).prefix(measured).sorted())
    }
    return options.rankBy.rankings(
      name: Self.name,
      label: options.epochs == 1 ? "after 1 epoch" : "after \(options.epochs) epochs",
      evaluations: evaluations)
  }

  private func evaluations(
    of network: NASBenchMacroNetwork, images: DeviceImageSet, training: [Int32], heldOut: [Int32]
  ) throws -> [Evaluation] {
    let store = ParameterStore(
      device: .cpu, generator: Generator(seed: seed.derived("initial weights").value))
    let stage = FinalTrainingStage(
      StageName(Self.name, title: "Short training"),
      network: MacroNetwork(
        network.plan(image: dataset.imageShape, classes: dataset.classes), in: store.root),
      store: store, options: options.recipe, images: images, indices: training,
      validation: heldOut, seed: seed)
    try stage.trainAtOnce()
    return try stage.validations(for: options.rankBy)
  }
}
