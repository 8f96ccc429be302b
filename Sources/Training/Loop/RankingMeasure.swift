/// What networks are ranked by.
package enum RankingMeasure: String, Choice, Sendable {
  case loss, accuracy

  /// A number that is the higher, the better a network is ranked.
  ///
  /// Loss or accuracy that is not a number ranks last.
  package func score(_ evaluation: Evaluation) -> Double {
    let score = self == .loss ? -evaluation.loss : evaluation.accuracy
    return score.isFinite ? score : -.greatestFiniteMagnitude
  }
}
