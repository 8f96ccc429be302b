package import Training

extension HMNASOptions {
  /// Every hyperparameter: key, range, meaning, source.
  package static var table: HyperparameterTable<HMNASOptions> {
    HyperparameterTable(
      networkEntries + dataEntries + searchEntries + maskingEntries + tuningEntries,
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
        "cells", \.network.cells, in: 1...128, "cells; those at 1/3 and 2/3 reduce",
        source: .paper("4.1")),
      Entry(
        "stem-stride", \.network.stemStride, in: 1...4, "stride of the first convolution",
        source: .code("DARTS")),
      Entry(
        "architecture-sharing", \.network.sharing, "cells with the same alpha, beta and masks",
        source: .decision),
      Entry(
        "edge-softmax", \.network.edgeSoftmax, "what beta is normalised over",
        source: .paper("Eq. 2")),
      Entry(
        "engine", \.network.computation.engine,
        "what computes cells: libtorch's operators or our kernels (CPU only); the last bits differ",
        source: .decision, before: .reference),
      Entry(
        "precision", \.network.computation.precision,
        "how our kernels keep results for the backward pass: bf16 takes half the memory",
        source: .decision, before: .float32),
      Entry(
        "micro-batch-size", \.microBatchSize, in: 0...1_000_000,
        "most images per forward-backward pass, whose gradients are added up: less memory; 0 for the whole batch; batch normalisation then sees micro-batches",
        source: .decision, mayChange: true, before: 0),
      .evaluationBatchSize(\.evaluationBatchSize),
      .onNaN(\.onNaN),
    ]
  }

  private static var dataEntries: [Entry] {
    [
      Entry(
        "training-images", \.data.trainingImages, in: 0...100_000_000,
        "images used of the training set; 0 for all", source: .decision),
      Entry(
        "validation-fraction", \.data.validationFraction, in: 0.01...0.9,
        "share that alpha and beta are trained on", source: .paper("4.2")),
      Entry(
        "crop-padding", \.data.cropPadding, in: 0...64,
        "pixels around an image before a random crop", source: .code("DARTS")),
      Entry("flip", \.data.flip, "mirror half of the images", source: .code("DARTS")),
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

  private static var tuningEntries: [Entry] {
    [
      Entry(
        "tune-epochs", \.tuning.epochs, in: anyEpochs, "epochs of fine-tuning",
        source: .paper("4.2")),
      Entry(
        "tune-batch-size", \.tuning.batchSize, in: anyBatch, "images per step", source: .decision),
      Entry(
        "tune-learning-rate", \.tuning.learningRate, in: anyRate, "at the start (SGD, cosine)",
        source: .decision, mayChange: true),
      Entry(
        "tune-final-learning-rate", \.tuning.finalLearningRate, in: anyRate, "at the end",
        source: .decision, mayChange: true),
      Entry("tune-momentum", \.tuning.momentum, in: 0...0.9999, "of SGD", source: .decision),
      Entry("tune-weight-decay", \.tuning.weightDecay, in: 0...1, "L2", source: .decision),
      Entry(
        "tune-gradient-clip", \.tuning.gradientClip, in: 1e-6...1e9, "largest norm of the gradient",
        source: .decision),
      Entry(
        "cutout", \.tuning.cutout, in: 0...1024, "side of the square that is blanked; 0 for none",
        source: .paper("4.2")),
      Entry(
        "drop-path", \.tuning.dropPath, in: 0...0.99,
        "probability at the end of a linear ramp; 0 for none", source: .decision),
      Entry(
        "auxiliary-weight", \.tuning.auxiliaryWeight, in: 0...10,
        "of the auxiliary classifier's loss; 0 for none", source: .decision),
      Entry(
        "random-mask-control", \.tuning.randomMaskControl,
        "also fine-tune random masks of the same density", source: .decision),
    ]
  }
}
