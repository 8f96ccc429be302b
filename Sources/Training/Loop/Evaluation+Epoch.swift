public import Tracking

extension Evaluation {
  /// On held-out images after an epoch, as metrics have it.
  public var epochValues: [String: Double] {
    [Self.accuracyKey: accuracy, "validationLoss": loss]
  }

  fileprivate static let accuracyKey = "validationAccuracy"
}

extension EpochColumn {
  /// The accuracy on held-out images, where a stage measures it.
  public static let validation = EpochColumn(of: [
    Value(Evaluation.accuracyKey, label: "validation", format: .percent(decimals: 2))
  ])
}
