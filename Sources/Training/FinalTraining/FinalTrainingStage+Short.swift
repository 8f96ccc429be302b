extension FinalTrainingStage {
  /// Trains to the end at once: without checkpoints, and without anything that is recorded.
  ///
  /// - Throws: `NonFiniteLoss`, `OutOfMemory`.
  package func trainAtOnce() throws {
    for number in 0..<epochs * stepsPerEpoch {
      var meter = Meter()
      try step(StepPosition(number, of: self), meter: &meter)
    }
  }
}
