package import Training

extension ADWPNASOptions {
  package static func summary(of preset: Preset) -> String {
    switch preset {
    case .quick: "minutes on two cores: a quarter of the width, few epochs, part of the images"
    case .cpu: "a night on two cores, for images of 28 to 32 pixels"
    case .paper: "mode paper at our reconstruction of the paper's budget; needs a GPU"
    }
  }

  package static func preset(_ preset: Preset) -> ADWPNASOptions {
    var options = ADWPNASOptions()
    switch preset {
    case .paper: options.hyperNetwork.weights = .paper
    case .cpu:
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
      options.data.trainingImages = 6000
      options.data.cropPadding = 2
      options.hyperNetwork.width = 0.25
      options.training.epochs = 2
      options.training.batchSize = 64
      options.training.warmUpEpochs = 0
      options.evaluation.heldOutImages = 500
      options.evaluation.recalibrationBatches = 1
      options.evaluation.recalibrationBatchSize = 250
      options.search.generations = 4
      options.search.population = 12
      options.search.mutants = 6
      options.search.crossovers = 6
      // Training a larger network takes longer than all that comes before.
      options.search.maxMultiplyAdds = 40_000_000
      options.search.parents = 5
      options.final.epochs = 5
      options.final.batchSize = 64
      options.final.learningRate = 0.05
      options.final.cutout = 0
      options.final.dropPath = 0
      options.final.auxiliaryWeight = 0
    }
    return options
  }
}
