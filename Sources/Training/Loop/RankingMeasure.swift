/// What networks are ranked by.
package enum RankingMeasure: String, Choice, Sendable {
  case loss, accuracy
  /// The loss after temperature scaling: that of logits multiplied by the factor that suits the network best.
  case calibratedLoss = "calibrated-loss"

  /// A number that is the higher, the better a network is ranked.
  ///
  /// Loss or accuracy that is not a number ranks last. The evaluation has to be made for this measure.
  package func score(_ evaluation: Evaluation) -> Double {
    let score = self == .accuracy ? evaluation.accuracy : -evaluation.loss
    return score.isFinite ? score : -.greatestFiniteMagnitude
  }

  /// What the score is, for axes and tables.
  package var scoreTitle: String {
    switch self {
    case .loss: "minus the loss"
    case .accuracy: "accuracy"
    case .calibratedLoss: "minus the calibrated loss"
    }
  }
}
