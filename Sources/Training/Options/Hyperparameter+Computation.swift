// What methods have in common of how networks are computed.
extension Hyperparameter {
  /// The option for what computes cells.
  ///
  /// - Parameters:
  ///   - path: Where the method's options hold it.
  ///   - before: What held in runs of the method before there was a choice.
  /// - Returns: An entry of a table.
  public static func engine(
    _ path: WritableKeyPath<Options, Engine>, before: Engine? = nil
  ) -> Self {
    Self(
      "engine", path,
      "what computes cells, where a network has them: libtorch's operators or our kernels (CPU only); the last bits differ",
      source: .decision, before: before)
  }

  /// The option for what our kernels keep.
  public static func precision(_ path: WritableKeyPath<Options, Precision>) -> Self {
    Self(
      "precision", path,
      "how our kernels keep results of cells for the backward pass: bf16 takes half the memory",
      source: .decision, before: .float32)
  }

  /// The option for the images of a pass in training.
  public static func microBatchSize(_ path: WritableKeyPath<Options, Int>) -> Self {
    Self(
      "micro-batch-size", path, in: 0...1_000_000,
      "most images per forward-backward pass, whose gradients are added up: less memory; 0 for the whole batch; batch normalisation then sees micro-batches",
      source: .decision, mayChange: true, before: 0)
  }

  /// The option for the images of a pass of an evaluation.
  public static func evaluationBatchSize(_ path: WritableKeyPath<Options, Int>) -> Self {
    Self(
      "evaluation-batch-size", path, in: 1...1_000_000,
      "most images per pass of an evaluation: memory, and nothing but rounding",
      source: .decision, mayChange: true)
  }
}
