internal import Tracking

/// What runs are compared by, beside their hyperparameters.
enum TestMetric: String, CaseIterable {
  case accuracy
  case parameters
  case multiplyAdds = "multiply-adds"

  /// Under which it stands in files.
  var tag: String { "test/\(rawValue)" }

  /// Of the network that a run found.
  func value(in summary: Summary) -> Double {
    switch self {
    case .accuracy: summary.testAccuracy
    case .parameters: Double(summary.parameters)
    case .multiplyAdds: Double(summary.multiplyAdds)
    }
  }
}
