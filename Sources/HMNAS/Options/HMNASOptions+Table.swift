internal import Architectures
internal import Search
public import Training

extension HMNASOptions {
  /// Every hyperparameter: key, range, meaning, source.
  public static var table: HyperparameterTable<HMNASOptions> {
    HyperparameterTable(
      networkEntries + dataEntries + searchEntries + maskingEntries + budgetEntries + tuningEntries,
      shorthands: [
        "epochs": ["search-epochs", "mask-epochs", "tune-epochs"],
        "batch-size": ["search-batch-size", "mask-batch-size", "tune-batch-size"],
      ])
  }

  private typealias Entry = Hyperparameter<HMNASOptions>
  private static var anyEpochs: ClosedRange<Int> { 1...100_000 }
  private static var anyBatch: ClosedRange<Int> { 1...1_000_000 }
  private static var anyRate: ClosedRange<Double> { 0...1000 }

  private static var networkEntries: [Entry] {
    [
      Entry(
        "channels", \.network.channels, in: 1...2048, "initial channels C", source: .paper("4.1")),
      Entry(
        "cells", \.network.cells, in: 1...128, "cells of the network",
        source: .paper("4.1")),
      Entry(
        "stem-stride", \.network.stemStride, in: 1...8,
        "what the stem divides the image's sides by: 1 to 4, or with a chain 2, 4 or 8",
        source: .code("DARTS")),
      Entry(
        "stem", \.network.stem,
        "one convolution with the whole stride, or a chain of convolutions of stride 2",
        source: .code("DARTS"), before: .single),
      Entry(
        "operations", \.network.operations, "candidate operations of every edge",
        source: .paper("4.1"), before: .hmNAS),
      Entry(
        "space", \.network.space,
        "the paper's cells, or a chain: each cell a stage of inverted residuals", source: .decision,
        before: .cells),
      Entry(
        "chain-operations", \.network.chainOperations,
        "candidate operations of every edge of a chain", source: .decision, before: .chain),
      Entry(
        "nodes", \.network.nodes, in: 1...16, "intermediate nodes of a cell",
        source: .paper("4.1"), before: 4),
      Entry(
        "reducing-cells", \.network.reducingCells,
        "cells that halve the images and double the channels; in a chain the first one keeps the channels",
        source: .code("DARTS"), before: .thirds),
      Entry(
        "head-channels", \.network.headChannels, in: 0...65_536,
        "channels of a 1x1 convolution before the mean; 0 for none", source: .decision, before: 0),
      Entry(
        "normalization-weights", \.network.hasNormalizationWeights,
        "whether normalisations in cells have a scale and a shift", source: .code("DARTS"),
        before: false),
      Entry(
        "architecture-sharing", \.network.sharing, "cells with the same alpha, beta and masks",
        source: .decision),
      Entry(
        "edge-softmax", \.network.edgeSoftmax, "what beta is normalised over",
        source: .paper("Eq. 2")),
      .engine(\.network.computation.engine, before: .reference),
      .precision(\.network.computation.precision),
      .microBatchSize(\.microBatchSize),
      .evaluationBatchSize(\.evaluationBatchSize),
      .onNaN(\.onNaN),
    ]
  }

  private static var dataEntries: [Entry] {
    [
      .trainingImages(\.data.trainingImages),
      Entry(
        "validation-fraction", \.data.validationFraction, in: 0.01...0.9,
        "share that alpha and beta are trained on", source: .paper("4.2")),
      Entry(
        "search-images", \.searchImages, in: 0...1_000_000_000,
        "images that supernet and masks learn from, each stage from as many; 0 for all",
        source: .decision, before: 0),
      .cropPadding(\.data.cropPadding, source: .code("DARTS")),
      .flip(\.data.flip, source: .code("DARTS")),
    ]
  }

  private static var searchEntries: [Entry] {
    [
      Entry(
        "search-epochs", \.search.epochs, in: anyEpochs, "epochs of supernet training",
        source: .paper("4.2")),
      Entry(
        "search-batch-size", \.search.batchSize, in: anyBatch, "images per step",
        source: .paper("4.2")),
      Entry(
        "search-learning-rate", \.search.learningRate, in: anyRate,
        "of the weights at the start (SGD, cosine)", source: .paper("4.2"), mayChange: true),
      Entry(
        "search-final-learning-rate", \.search.finalLearningRate, in: anyRate,
        "of the weights at the end", source: .decision, mayChange: true),
      Entry("search-momentum", \.search.momentum, in: 0...0.9999, "of SGD", source: .paper("4.2")),
      Entry(
        "search-weight-decay", \.search.weightDecay, in: 0...1, "L2, of the weights",
        source: .paper("4.2")),
      Entry(
        "search-gradient-clip", \.search.gradientClip, in: 1e-6...1e9,
        "largest norm of the weights' gradient", source: .decision),
      Entry("order", \.search.order, "of the architecture gradient", source: .paper("4.2")),
      Entry(
        "architecture-learning-rate", \.search.architectureLearningRate, in: anyRate,
        "of alpha and beta (Adam)", source: .paper("4.2"), mayChange: true),
      Entry(
        "architecture-weight-decay", \.search.architectureWeightDecay, in: 0...1,
        "L2, of alpha and beta", source: .paper("4.2")),
      Entry(
        "architecture-beta1", \.search.architectureBeta1, in: 0...0.9999, "of Adam",
        source: .decision),
      Entry(
        "architecture-beta2", \.search.architectureBeta2, in: 0...0.999999, "of Adam",
        source: .decision),
      Entry(
        "architecture-initial-scale", \.search.architectureInitialScale, in: 0...10,
        "alpha and beta start at this times N(0, 1)", source: .paper("4.2")),
      Entry(
        "warm-start-epochs", \.search.warmStartEpochs, in: 0...100_000,
        "epochs with alpha and beta frozen", source: .paper("3.2")),
      Entry(
        "update-schedule", \.search.updateSchedule,
        "fall of the probability of an architecture update", source: .decision),
    ]
  }

  private static var maskingEntries: [Entry] {
    [
      Entry(
        "mask-epochs", \.masking.epochs, in: anyEpochs, "epochs of mask training",
        source: .paper("4.2")),
      Entry(
        "mask-batch-size", \.masking.batchSize, in: anyBatch, "images per step", source: .decision),
      Entry(
        "mask-initial", \.masking.initial, in: 0...1, "real-valued masks start here",
        source: .paper("4.2")),
      Entry(
        "mask-threshold", \.masking.threshold, in: 0...1, "tau: a mask is 1 above it",
        source: .paper("4.2")),
      Entry(
        "mask-weight-travel", \.masking.weightTravel, in: 0...1000,
        "rate times steps for masks of weights; 1e-4 times 3,910 in the paper",
        source: .paper("4.2"), mayChange: true),
      Entry(
        "mask-architecture-travel", \.masking.architectureTravel, in: 0...1000,
        "rate times steps for masks of operations and edges; 1e-5 times 3,910 in the paper",
        source: .paper("4.2"), mayChange: true),
      Entry(
        "mask-walk", \.masking.walk, in: 0...1000,
        "bound on rate times root of steps: keeps short runs from pruning by noise",
        source: .decision, mayChange: true),
      Entry(
        "mask-decay-after", \.masking.decayAfter, in: 0.01...1,
        "share of the steps after which the rates fall", source: .paper("4.2")),
      Entry(
        "mask-decay-divisor", \.masking.decayDivisor, in: 1...1e6,
        "what the rates are divided by then", source: .paper("4.2")),
      Entry(
        "mask-rule", \.masking.rule, "where masks of operations and edges multiply",
        source: .decision),
      Entry("mask-scope", \.masking.scope, "which weights have masks", source: .decision),
    ]
  }

  private static var budgetEntries: [Entry] {
    [
      Entry(
        "max-multiply-adds", \.budget.maxMultiplyAdds, in: 0...1_000_000_000_000,
        "most multiply-adds for one image that the masks leave; 0 for any number",
        source: .decision, before: 0),
      Entry(
        "max-parameters", \.budget.maxParameters, in: 0...1_000_000_000_000,
        "most parameters that the masks leave; 0 for any number", source: .decision, before: 0),
      Entry(
        "max-latency", \.budget.maxLatency, in: 0...1e9,
        "most milliseconds for one image on this machine with one thread, from measured times of operations and so not reproducible; 0 for any",
        source: .decision, before: 0),
    ]
  }

  private static var tuningEntries: [Entry] {
    FinalTrainingOptions.entries(
      \.tuning, prefix: "tune-", unprefixed: [\.cutout, \.dropPath, \.auxiliaryWeight],
      source: .decision, sources: [\.epochs: .paper("4.2"), \.cutout: .paper("4.2")])
      + [
        Entry(
          "random-mask-control", \.randomMaskControl,
          "also fine-tune random masks of the same density, or with a budget of the same cost",
          source: .decision),
        Entry(
          "heuristic-control", \.heuristicControl,
          "also fine-tune what the paper's hand-made rule keeps, or with a budget as many of the likeliest operations",
          source: .decision, before: false),
      ]
  }
}
