internal import Torch
internal import Tracking

// How a budget of the whole run decides how long its final training is.
extension FinalTrainingStage {
  /// Fits the epochs to what is left of the budget, where there is one: at least one epoch, so that what was found is not
  /// lost.
  ///
  /// Of images that is exact. Of minutes, it depends on the measured speed: the weights do not depend on the measuring,
  /// but on the number of epochs that it gives.
  ///
  /// - Parameter use: What the stages before used.
  /// - Returns: What was decided, for people; nil without a budget.
  /// - Throws: `OutOfMemory`.
  public func begin(after use: RunUse) throws -> String? {
    var fits: [(epochs: Int, reason: String)] = []
    if options.maxImages > 0 {
      fits.append(epochsOfImages(after: use))
    }
    if options.maxMinutes > 0 {
      fits.append(try epochsOfMinutes(after: use))
    }
    guard let least = fits.min(by: { $0.epochs < $1.epochs }) else { return nil }
    let counts = FinalTrainingOptions.epochCounts
    fittedEpochs = min(max(least.epochs, counts.lowerBound), counts.upperBound)
    return "\(name.title) gets \(epochs == 1 ? "1 epoch" : "\(epochs) epochs"): \(least.reason)"
      + (least.epochs < 1 ? "; that is too little, and one epoch is the least" : "")
  }

  private func epochsOfImages(after use: RunUse) -> (epochs: Int, reason: String) {
    let budget = options.maxImages
    return (
      (budget - use.images) / imagesPerEpoch,
      "\(use.images) of max-images \(budget) were used before, and an epoch has \(imagesPerEpoch)"
    )
  }

  private func epochsOfMinutes(after use: RunUse) throws -> (epochs: Int, reason: String) {
    let began = now()
    let perEpoch = try secondsPerEpoch()
    let used = use.seconds + now() - began
    return (
      Int(min((options.maxMinutes * 60 - used) / perEpoch, 1e9)),
      "\(Self.tenths(used)) s of max-minutes \(options.maxMinutes) were used before, and an epoch takes "
        + "about \(Self.tenths(perEpoch)) s as measured; only a run of as many epochs gives the "
        + "same result"
    )
  }

  /// Rounded up.
  private static func tenths(_ value: Double) -> Double { (value * 10).rounded(.up) / 10 }

  /// Measures a few steps and, where images are held out, what is measured on them after each epoch.
  ///
  /// Everything is then as before: only time has passed.
  private func secondsPerEpoch() throws -> Double {
    let before = state.mapValues { $0.clone() }
    var times: [Double] = []
    let began = now()
    // The first two warm up.
    for number in 0..<12 {
      let stepBegan = now()
      var meter = Meter()
      do {
        try step(StepPosition(number % stepsPerEpoch, of: self), meter: &meter)
        // Waits for the device.
        _ = meter.loss
      } catch is NonFiniteLoss {
        // What becomes of such a step is decided when it is made for good.
      }
      if number >= 2 { times.append(now() - stepBegan) }
      if times.count >= 3, now() - began > 5 { break }
    }
    let validationBegan = now()
    if !validation.isEmpty { _ = try validate() }
    let validationSeconds = validation.isEmpty ? 0 : now() - validationBegan
    try restore(before)
    let median = times.sorted()[times.count / 2]
    return median * Double(stepsPerEpoch) + validationSeconds
  }
}
