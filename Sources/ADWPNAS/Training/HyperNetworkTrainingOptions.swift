internal import Torch
internal import Training

/// Whether a step also trains the outermost networks of the space.
package enum Sandwich: String, Choice, Sendable {
  /// Random networks alone.
  case off
  /// Also the largest and the smallest network, all from the labels.
  case labels
  /// The others learn what the largest one says: in-place distillation (BigNAS, Yu et al., 2020).
  case distilled
}

/// How a HyperNetwork is trained.
package struct HyperNetworkTrainingOptions: Hashable, Sendable {
  package var epochs = 100
  package var batchSize = 256
  package var learningRate = 0.1
  package var finalLearningRate = 0.0
  package var warmUpEpochs = 5
  package var momentum = 0.9
  package var weightDecay = 4e-5
  package var gradientClip = 5.0
  package var labelSmoothing = 0.1
  /// Random networks per step.
  package var networksPerStep = 1
  package var sandwich = Sandwich.off
  package var sampling = NetworkSampling.bins
  package var bins = 10
  package var binTries = 100
  package var canonical = true
  /// Whether random networks keep to the limits of the search.
  package var withinLimits = false
  /// Share of the steps before which what adapts shared weights and normalisation to the code is not trained.
  package var conditionStart = 0.0
  /// Factor of the learning rate of what adapts shared weights and normalisation to the code.
  package var conditionRate = 1.0
  /// 0 for no average of the weights.
  package var averageDecay = 0.0

  /// Epochs in which a copy of the weights learns from the networks of each depth of the last stage alone; 0 for no
  /// copies.
  package var fewShotEpochs = 0
  package var fewShotLearningRate = 0.1

  package init() {}

  /// What differs in the training of a copy.
  var ofCopies: HyperNetworkTrainingOptions {
    var copy = self
    copy.epochs = fewShotEpochs
    copy.learningRate = fewShotLearningRate
    copy.warmUpEpochs = 0
    copy.conditionStart = 0
    // The largest and the smallest network are of other depths.
    copy.sandwich = .off
    return copy
  }

  /// The learning rate at a step: a linear warm-up, then half a cosine.
  func rate(at number: Int, of count: Int, stepsPerEpoch: Int) -> Double {
    let warmUp = min(warmUpEpochs * stepsPerEpoch, count)
    guard number >= warmUp else { return learningRate * Double(number + 1) / Double(warmUp) }
    return Schedule.cosine(start: learningRate, end: finalLearningRate)
      .rate(at: number - warmUp, of: count - warmUp)
  }
}
