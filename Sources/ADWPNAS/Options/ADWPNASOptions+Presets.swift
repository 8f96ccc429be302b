internal import Architectures
internal import Search
public import Training

extension ADWPNASOptions {
  /// What a preset is for, in one line.
  public static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick:
      "minutes on two cores: compact networks of at most 3M multiply-adds"
    case .hour: "an hour on two cores: compact networks of at most 4M multiply-adds"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "mode paper at our reconstruction of the paper's budget; needs a GPU"
    }
  }

  /// The values of a preset.
  public static func preset(_ preset: Preset) -> ADWPNASOptions {
    var options = ADWPNASOptions()
    switch preset {
    case .paper:
      options.hyperNetwork.weights = .paper
      options.hyperNetwork.normalization = .plain
    case .cpu:
      // With conditioned normalisation, the best ranking in nas-bench-macro of what was tried without copies; see
      // docs/ranking-log.md.
      options.hyperNetwork.weights = .paper
      options.hyperNetwork.width = 0.5
      options.training.epochs = 12
      options.training.batchSize = 128
      options.training.warmUpEpochs = 1
      options.evaluation.heldOutImages = 2500
      options.evaluation.recalibrationBatches = 8
      options.search.generations = 10
      options.search.population = 40
      options.search.mutants = 20
      options.search.crossovers = 20
      options.final.epochs = 30
      options.final.batchSize = 64
      options.final.dropPath = 0
      options.final.auxiliaryWeight = 0
    case .quick:
      options.scale = .compact()
      options.scaleFollowsLimits = true
      options.search.maxMultiplyAdds = 3_000_000
      // Predicted weights are too coarse to see that larger networks are the better ones.
      options.search.minBudgetShare = 0.8
      options.data.trainingImages = 60_000
      // In so few epochs nothing is learned by heart that crops would have to prevent.
      options.data.cropPadding = 0
      options.hyperNetwork.weights = .plus
      options.startFrom = .predicted
      options.training.epochs = 1
      options.training.batchSize = 128
      options.training.warmUpEpochs = 0
      options.training.sampling = .uniform
      options.training.withinLimits = true
      options.evaluation.heldOutImages = 2000
      options.evaluation.recalibrationBatches = 2
      options.evaluation.recalibrationBatchSize = 250
      options.search.generations = 4
      options.search.population = 12
      options.search.mutants = 6
      options.search.crossovers = 6
      options.search.parents = 5
      options.final.epochs = 8
      options.final.batchSize = 128
      options.final.learningRate = 0.2
      options.final.cutout = 0
      options.final.dropPath = 0
      options.final.auxiliaryWeight = 0
    case .hour:
      options = Self.preset(.quick)
      options.search.maxMultiplyAdds = 4_000_000
      options.data.cropPadding = 2
      options.training.epochs = 8
      options.training.warmUpEpochs = 1
      options.evaluation.heldOutImages = 5000
      options.evaluation.recalibrationBatches = 4
      options.search.generations = 12
      options.search.population = 24
      options.search.mutants = 12
      options.search.crossovers = 12
      options.search.parents = 10
      options.final.epochs = 120
    }
    return options
  }
}
