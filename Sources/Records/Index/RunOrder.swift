/// What runs are sorted by: the best or newest first, or the smallest; those without the value last.
public enum RunOrder: String, CaseIterable, Sendable {
  case started, updated, path, state, method, dataset, seed
  case accuracy
  case validationAccuracy = "validation-accuracy"
  case parameters
  case multiplyAdds = "multiply-adds"
  case seconds

  /// The column of the table `runs`.
  var column: String {
    switch self {
    case .accuracy: "test_accuracy"
    case .validationAccuracy: "validation_accuracy"
    case .multiplyAdds: "multiply_adds"
    case .started, .updated, .path, .state, .method, .dataset, .seed, .parameters, .seconds:
      rawValue
    }
  }

  /// Whether large values come first.
  var isDescending: Bool {
    switch self {
    case .started, .updated, .accuracy, .validationAccuracy: true
    case .path, .state, .method, .dataset, .seed, .parameters, .multiplyAdds, .seconds: false
    }
  }
}
