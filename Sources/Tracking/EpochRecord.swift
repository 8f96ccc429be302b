/// A line of `metrics.jsonl`: one epoch of one stage.
public struct EpochRecord: Codable, Hashable, Sendable {
  /// Such as `search`.
  public var stage: String
  /// Counts from 1.
  public var epoch: Int
  /// Mean training loss of the epoch's batches.
  public var loss: Double
  /// Share of the epoch's training images that were classified right, in [0, 1].
  public var accuracy: Double
  /// What else the stage measured, such as `validationAccuracy` or `learningRate`.
  public var values: [String: Double]
  /// Seconds the epoch took.
  public var seconds: Double
  /// Training images per second.
  public var imagesPerSecond: Double
  /// How many epochs the stage has; nil in files of older versions.
  public var epochs: Int?

  /// Puts the values together.
  public init(
    stage: String, epoch: Int, loss: Double, accuracy: Double, values: [String: Double],
    seconds: Double, imagesPerSecond: Double, epochs: Int? = nil
  ) {
    self.stage = stage
    self.epoch = epoch
    self.loss = loss
    self.accuracy = accuracy
    self.values = values
    self.seconds = seconds
    self.imagesPerSecond = imagesPerSecond
    self.epochs = epochs
  }
}
