/// A step that was made.
package struct StepEvent: Hashable, Sendable {
  /// What the training images of an epoch gave so far.
  package struct Measured: Hashable, Sendable {
    /// Mean per image.
    package var loss: Double
    /// Share classified right, in [0, 1].
    package var accuracy: Double

    /// Puts measured values together.
    package init(loss: Double, accuracy: Double) {
      self.loss = loss
      self.accuracy = accuracy
    }
  }

  package var stage: StageName
  /// Counts from 1.
  package var epoch: Int
  package var epochs: Int
  /// Within the epoch, from 1.
  package var step: Int
  package var stepsPerEpoch: Int
  /// Trained on in the epoch so far.
  package var images: Int
  /// Since the epoch began.
  package var seconds: Double
  /// Nil where no recorder wanted it: reading it waits for the device.
  package var measured: Measured?

  /// Puts the values together.
  package init(
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
  package var imagesPerSecond: Double { Double(images) / max(seconds, 1e-9) }

  /// Until the stage's last step, should steps take as long as in this epoch so far.
  package var secondsLeft: Double {
    seconds / Double(step) * Double((epochs - epoch + 1) * stepsPerEpoch - step)
  }
}
