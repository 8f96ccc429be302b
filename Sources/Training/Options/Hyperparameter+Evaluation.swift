internal import Tracking

extension Hyperparameter {
  /// The option for the images of a pass of an evaluation.
  package static func evaluationBatchSize(_ path: WritableKeyPath<Options, Int>) -> Self {
    Self(
      "evaluation-batch-size", path, in: 1...1_000_000,
      "most images per pass of an evaluation: memory, and nothing but rounding",
      source: .decision, mayChange: true)
  }
}
