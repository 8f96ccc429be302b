internal import Architectures
internal import Search
public import Training

extension HMNASOptions {
  /// Every hyperparameter: key, range, meaning, source.
  public static var table: HyperparameterTable<HMNASOptions> {
    HyperparameterTable(
      SupernetOptions.entries(\.network) + passEntries + dataEntries
        + BilevelOptions.entries(\.search) + maskingEntries + budgetEntries + tuningEntries,
      shorthands: [
        "epochs": ["search-epochs", "mask-epochs", "tune-epochs"],
        "batch-size": ["search-batch-size", "mask-batch-size", "tune-batch-size"],
      ])
  }

  private typealias Entry = Hyperparameter<HMNASOptions>
  private static var anyEpochs: ClosedRange<Int> { 1...100_000 }
  private static var anyBatch: ClosedRange<Int> { 1...1_000_000 }
  private static var anyRate: ClosedRange<Double> { 0...1000 }

  private static var passEntries: [Entry] {
    [
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
        Entry(
          "alpha-heuristic-control", \.alphaHeuristicControl,
          "the same by alpha alone, without the weights of edges", source: .decision,
          before: false),
        Entry(
          "fresh-control", \.freshControl,
          "also train the network that is found from new weights", source: .decision,
          before: false),
      ]
  }
}
