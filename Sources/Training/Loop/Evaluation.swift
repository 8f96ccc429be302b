internal import Datasets
public import Torch

/// Loss and accuracy of a classifier on images it is not trained on.
public struct Evaluation: Hashable, Sendable {
  /// Mean cross entropy; after temperature scaling where that is what networks are ranked by.
  public var loss: Double
  /// Share classified right, in [0, 1].
  public var accuracy: Double

  /// Puts measured values together.
  public init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }

  /// Images per pass, where nothing else is asked for.
  public static let defaultBatchSize = 250

  /// Runs the classifier over the images at `indices`, without gradients.
  ///
  /// - Parameters:
  ///   - images: Where the images are.
  ///   - indices: Which of them.
  ///   - batchSize: Images per pass.
  ///   - measure: What networks will be ranked by.
  ///   - progress: Told after every pass how many images are done; what it throws ends the evaluation.
  ///   - classifier: Gives logits, images × classes.
  /// - Throws: `OutOfMemory`, and what `progress` throws.
  public init(
    on images: DeviceImageSet, indices: [Int32], batchSize: Int = defaultBatchSize,
    measure: RankingMeasure = .loss, progress: (_ done: Int) throws -> Void = { _ in },
    classifier: (Tensor) -> Tensor
  ) throws {
    self =
      try Self.each(
        of: [measure], on: images, indices: indices, batchSize: batchSize, progress: progress,
        classifier: classifier)[0]
  }

  /// Runs the classifier once, and gives an evaluation for each measure that networks will be ranked by.
  public static func each(
    of measures: [RankingMeasure], on images: DeviceImageSet, indices: [Int32],
    batchSize: Int = defaultBatchSize, progress: (_ done: Int) throws -> Void = { _ in },
    classifier: (Tensor) -> Tensor
  ) throws -> [Self] {
    var meter = Meter()
    var (allLogits, allLabels): ([Float], [Int64]) = ([], [])
    try withoutGradient {
      for start in stride(from: 0, to: indices.count, by: batchSize) {
        let end = min(start + batchSize, indices.count)
        let batch = images.batch(Array(indices[start..<end]))
        let logits = classifier(batch.images)
        meter.count(
          loss: logits.crossEntropy(with: batch.labels), logits: logits, labels: batch.labels)
        if measures.contains(.calibratedLoss) {
          allLogits += logits.elements(as: Float.self)
          allLabels += batch.labels.elements(as: Int64.self)
        }
        try Libtorch.checkMemory()
        try progress(end)
      }
    }
    let (loss, accuracy) = (meter.loss, meter.accuracy)
    try Libtorch.checkMemory()
    return measures.map { measure in
      Evaluation(
        loss: measure == .calibratedLoss
          ? TemperatureScaling(logits: allLogits, labels: allLabels).loss : loss,
        accuracy: accuracy)
    }
  }
}
