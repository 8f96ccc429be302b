internal import Architectures
internal import Search
public import Training

extension ADWPNASOptions {
  /// Every hyperparameter: key, range, meaning, source.
  ///
  /// Only the abstract of the paper is at hand: what is not [D] is its word, a relative's code or our reconstruction
  /// [R].
  public static var table: HyperparameterTable<ADWPNASOptions> {
    HyperparameterTable(
      spaceEntries + scaleEntries + dataEntries + hyperNetworkEntries + trainingEntries
        + networkEntries
        + evaluationEntries + searchEntries
        + [
          Entry(
            "start-from", \.startFrom,
            "where the weights of the network that is found start in its training",
            source: .reconstruction, before: .fresh)
        ] + FinalTrainingOptions.entries(\.final, prefix: "train-"),
      shorthands: [
        "epochs": ["hypernetwork-epochs", "train-epochs"],
        "batch-size": ["hypernetwork-batch-size", "train-batch-size"],
      ])
  }

  private typealias Entry = Hyperparameter<ADWPNASOptions>
  private static var anyCount: ClosedRange<Int> { 0...1_000_000_000 }
  private static var anyEpochs: ClosedRange<Int> { 1...100_000 }
  private static var anyBatch: ClosedRange<Int> { 1...1_000_000 }
  private static var anyRate: ClosedRange<Double> { 0...1000 }

  private static var spaceEntries: [Entry] {
    [
      Entry("space", \.space, "space that is searched", source: .reconstruction),
      .microBatchSize(\.microBatchSize),
      .onNaN(\.onNaN),
    ]
  }

  private static var dataEntries: [Entry] {
    [
      .trainingImages(\.data.trainingImages),
      Entry(
        "validation-fraction", \.data.validationFraction, in: 0.01...0.9,
        "share that is held out, on which networks are ranked", source: .reconstruction),
      .cropPadding(\.data.cropPadding, source: .reconstruction),
      .flip(\.data.flip, source: .reconstruction),
    ]
  }

  private static var hyperNetworkEntries: [Entry] {
    [
      Entry(
        "weights", \.hyperNetwork.weights,
        "where networks get their weights: predicted as in the paper, shared with a predicted residual (plus), or only shared",
        source: .reconstruction),
      Entry(
        "sharing", \.hyperNetwork.sharing,
        "space nas-bench-macro: whether smaller blocks at a place crop the weights of the largest, or every choice has its own",
        source: .reconstruction, before: .choices),
      Entry(
        "width", \.hyperNetwork.width, in: 0.05...4,
        "channels of the networks while their weights are predicted, as a multiple of their own",
        source: .decision),
      Entry(
        "code-context", \.hyperNetwork.codeContext,
        "blocks whose codes a layer's weights depend on; by-weights is network in mode paper, else neighbours",
        source: .reconstruction),
      Entry(
        "hidden", \.hyperNetwork.hidden, in: 1...4096, "length of h, which a code becomes",
        source: .reconstruction),
      Entry(
        "rank", \.hyperNetwork.rank, in: 0...1024,
        "mode plus: of the residual; 0 for none", source: .reconstruction),
      Entry(
        "normalization", \.hyperNetwork.normalization,
        "what batch normalisation has: nothing, factors and summands that are shared (affine), or ones that depend on the code; by-weights is plain for shared weights, else conditioned; section 2 has plain",
        source: .reconstruction, before: .plain),
      Entry(
        "code-share", \.hyperNetwork.codeShare, in: 0...1,
        "mode paper: share of the weights' initial variance that depends on the code",
        source: .reconstruction),
      Entry(
        "weight-scaling", \.hyperNetwork.scaling,
        "mode paper: whether weights start at 2/fan-in of the layer as cropped or of the largest",
        source: .reconstruction),
    ]
  }

  private static var trainingEntries: [Entry] {
    [
      Entry(
        "hypernetwork-epochs", \.training.epochs, in: anyEpochs, "epochs of training",
        source: .reconstruction),
      Entry(
        "hypernetwork-batch-size", \.training.batchSize, in: anyBatch, "images per step",
        source: .reconstruction),
      Entry(
        "hypernetwork-learning-rate", \.training.learningRate, in: anyRate,
        "after the warm-up (SGD with Nesterov's momentum, cosine)", source: .reconstruction,
        mayChange: true),
      Entry(
        "hypernetwork-final-learning-rate", \.training.finalLearningRate, in: anyRate,
        "at the end", source: .reconstruction, mayChange: true),
      Entry(
        "hypernetwork-warm-up-epochs", \.training.warmUpEpochs, in: 0...100_000,
        "epochs in which the learning rate rises from 0", source: .reconstruction),
      Entry(
        "hypernetwork-momentum", \.training.momentum, in: 0...0.9999, "of SGD",
        source: .reconstruction),
      Entry(
        "hypernetwork-weight-decay", \.training.weightDecay, in: 0...1, "L2",
        source: .reconstruction),
      Entry(
        "hypernetwork-gradient-clip", \.training.gradientClip, in: 1e-6...1e9,
        "largest norm of the gradient", source: .reconstruction),
      Entry(
        "hypernetwork-label-smoothing", \.training.labelSmoothing, in: 0...0.99,
        "share of the target spread over all classes", source: .reconstruction),
      Entry(
        "hypernetwork-average-decay", \.training.averageDecay, in: 0...0.999999,
        "of the moving average of the weights, by which networks are then ranked; 0 for none",
        source: .reconstruction),
      Entry(
        "condition-start", \.training.conditionStart, in: 0...1,
        "share of the steps in which only shared weights are trained",
        source: .reconstruction),
      Entry(
        "condition-rate", \.training.conditionRate, in: 0...1000,
        "factor of the learning rate of what makes shared weights depend on the code",
        source: .reconstruction),
    ]
  }

  private static var networkEntries: [Entry] {
    [
      Entry(
        "networks-per-step", \.training.networksPerStep, in: 1...1024,
        "random networks that learn from one batch", source: .reconstruction),
      Entry(
        "sandwich", \.training.sandwich,
        "whether the largest and the smallest network learn from every batch too",
        source: .reconstruction),
      Entry(
        "sampling", \.training.sampling, "how random networks are drawn for training",
        source: .reconstruction),
      Entry(
        "parameter-bins", \.training.bins, in: 1...10_000,
        "sampling bins: ranges of the number of parameters, drawn uniformly",
        source: .reconstruction),
      Entry(
        "bin-tries", \.training.binTries, in: 1...100_000,
        "sampling bins: networks drawn for a range, of which the nearest is taken",
        source: .reconstruction),
      Entry(
        "train-within-limits", \.training.withinLimits,
        "whether random networks keep to the limits of what is found, latency aside",
        source: .decision, before: false),
      Entry(
        "canonical-training", \.training.canonical,
        "train random networks in their canonical forms, as they are ranked",
        source: .reconstruction),
      Entry(
        "few-shot-epochs", \.training.fewShotEpochs, in: 0...100_000,
        "epochs in which, in the end, a copy of the weights learns from networks of each depth of the last stage alone, all else drawn uniformly; 0 for no copies",
        source: .decision, before: 0),
      Entry(
        "few-shot-learning-rate", \.training.fewShotLearningRate, in: anyRate,
        "at the start of these epochs", source: .decision, mayChange: true),
    ]
  }

  private static var evaluationEntries: [Entry] {
    [
      Entry(
        "recalibration-batches", \.evaluation.recalibrationBatches, in: 0...100_000,
        "training batches from which normalisation takes statistics; 0 for those of the evaluated batch",
        source: .reconstruction),
      Entry(
        "recalibration-batch-size", \.evaluation.recalibrationBatchSize, in: anyBatch,
        "images of one of them", source: .reconstruction),
      Entry(
        "held-out-images", \.evaluation.heldOutImages, in: anyCount,
        "held-out images that a network is measured on; 0 for all", source: .reconstruction),
      Entry(
        "evaluation-batch-size", \.evaluation.batchSize, in: anyBatch, "of these, images per pass",
        source: .decision),
      Entry("rank-by", \.evaluation.rankBy, "what networks are ranked by", source: .reconstruction),
    ]
  }

  private static var searchEntries: [Entry] {
    let relatives = Source.code("MetaPruning")
    return [
      Entry(
        "generations", \.search.generations, in: 0...100_000,
        "of the evolution, the random one included; 0 to stop after the HyperNetwork",
        source: relatives)
    ] + SearchOptions.entries(\.search, source: relatives) + [
      Entry(
        "random-control", \.search.randomControl,
        "also evaluate as many random networks", source: .reconstruction),
      Entry(
        "control-networks", \.search.controlNetworks, in: 0...1000,
        "also train as many random networks with about as many parameters as the one that is found",
        source: .decision, before: 0),
      Entry(
        "max-parameters", \.search.maxParameters, in: anyCount,
        "most parameters of the network that is found; 0 for any number", source: .decision),
      Entry(
        "max-multiply-adds", \.search.maxMultiplyAdds, in: 0...1_000_000_000_000,
        "most multiply-adds for one image; 0 for any number", source: .decision),
      Entry(
        "min-budget-share", \.search.minBudgetShare, in: 0...1,
        "least share that a network uses of max-parameters or max-multiply-adds, whichever it uses more of",
        source: .decision, before: 0),
      Entry(
        "max-latency", \.search.maxLatency, in: 0...1e9,
        "most milliseconds for one image on this machine with one thread, measured and so not reproducible; 0 for any",
        source: .decision),
    ]
  }
}
