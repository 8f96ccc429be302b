package import Training

/// How networks are evaluated without any finetuning (section 2).
package struct EvaluationOptions: Hashable, Sendable {
  /// Training batches from which normalisation takes its statistics; 0 for those of the batch that is evaluated.
  package var recalibrationBatches = 20
  package var recalibrationBatchSize = 256
  /// Held-out images; 0 for all.
  package var heldOutImages = 0
  /// Held-out images per pass.
  package var batchSize = 250
  package var rankBy = RankingMeasure.loss

  package init() {}
}
