/// A step that was made.
public struct StepEvent: Hashable, Sendable {
  /// What the training images of an epoch gave so far.
  public struct Measured: Hashable, Sendable {
    /// Mean per image.
    public var loss: Double
    /// Share classified right, in [0, 1].
    public var accuracy: Double

    /// Puts measured values together.
    public init(loss: Double, accuracy: Double) {
      self.loss = loss
      self.accuracy = accuracy
    }
  }

  /// The stage under way.
  public var stage: StageName
  /// Counts from 1.
  public var epoch: Int
  /// Of the stage.
  public var epochs: Int
  /// Within the epoch, from 1.
  public var step: Int
  /// Of the stage.
  public var stepsPerEpoch: Int
  /// Trained on in the epoch so far.
  public var images: Int
  /// Since the epoch began.
  public var seconds: Double
  /// Nil where no recorder wanted it: reading it waits for the device.
  public var measured: Measured?

  /// Puts the values together.
  public init(
    stage: StageName, epoch: Int, epochs: Int, step: Int, stepsPerEpoch: Int, images: Int,
    seconds: Double, measured: Measured? = nil
  ) {
    self.stage = stage
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.images = images
    self.seconds = seconds
    self.measured = measured
  }

  /// Over the epoch so far.
  public var imagesPerSecond: Double { Double(images) / max(seconds, 1e-9) }

  /// Until the stage's last step, should steps take as long as in this epoch so far.
  public var secondsLeft: Double {
    seconds / Double(step) * Double((epochs - epoch + 1) * stepsPerEpoch - step)
  }
}
