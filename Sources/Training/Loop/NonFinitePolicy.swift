/// What becomes of a step whose loss is not a finite number.
public enum NonFinitePolicy: String, Choice, Sendable {
  /// The run ends with `Diverged`; the last good checkpoint stays.
  case stop
  /// The step is left out: neither weights nor running statistics move.
  case skip
}

extension Hyperparameter {
  /// The option that every method has for it.
  public static func onNaN(_ path: WritableKeyPath<Options, NonFinitePolicy>) -> Self {
    Self(
      "on-nan", path,
      "what becomes of a step whose loss is not a finite number: the run stops, or the step is left out",
      source: .decision, mayChange: true, before: .stop)
  }
}
