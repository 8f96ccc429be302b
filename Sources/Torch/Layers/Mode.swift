/// What a network is being run for.
public enum Mode: Sendable {
  /// Normalise by the batch and move the running statistics.
  case training
  /// Normalise by the batch and leave the running statistics alone.
  case batchStatistics
  /// Normalise by the running statistics.
  case evaluation
}
