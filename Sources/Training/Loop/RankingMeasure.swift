public import Architectures

/// What networks are ranked by.
public enum RankingMeasure: String, Choice, Sendable {
  case loss, accuracy
  /// The loss after temperature scaling: that of logits multiplied by the factor that suits the network best.
  case calibratedLoss = "calibrated-loss"

  /// A number that is the higher, the better a network is ranked.
  ///
  /// Loss or accuracy that is not a number ranks last. The evaluation has to be made for this measure.
  public func score(_ evaluation: Evaluation) -> Double {
    let score = self == .accuracy ? evaluation.accuracy : -evaluation.loss
    return score.isFinite ? score : -.greatestFiniteMagnitude
  }

  /// What the score is, for axes and tables.
  public var scoreTitle: String {
    switch self {
    case .loss: "minus the loss"
    case .accuracy: "accuracy"
    case .calibratedLoss: "minus the calibrated loss"
    }
  }
}

extension [RankingMeasure] {
  /// The rankings of networks by each measure.
  ///
  /// - Parameters:
  ///   - name: Of what ranks; where there are several measures, each adds its own.
  ///   - label: How the scores come about, after what they are.
  ///   - evaluations: Of each network, for each measure.
  /// - Returns: A ranking for each measure.
  public func rankings(
    name: String, label: String, evaluations: [[Evaluation]]
  ) -> [ProxyRanking] {
    enumerated().map { index, measure in
      ProxyRanking(
        name: count == 1 ? name : "\(name) by \(measure.rawValue)",
        label: "\(measure.scoreTitle) \(label)",
        scores: evaluations.map { measure.score($0[index]) })
    }
  }
}
