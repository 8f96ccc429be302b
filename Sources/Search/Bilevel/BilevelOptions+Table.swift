package import Training

extension BilevelOptions {
  /// The hyperparameters of the search within those of a method.
  ///
  /// - Parameter path: Where the method's options hold these.
  /// - Returns: The entries of a table.
  package static func entries<Options>(
    _ path: WritableKeyPath<Options, BilevelOptions>
  ) -> [Hyperparameter<Options>] {
    typealias Entry = Hyperparameter<Options>
    let anyRate = 0.0...1000
    return [
      Entry(
        "search-epochs", path.appending(path: \.epochs), in: 1...100_000,
        "epochs of supernet training",
        source: .paper("4.2")),
      Entry(
        "search-batch-size", path.appending(path: \.batchSize), in: 1...1_000_000,
        "images per step",
        source: .paper("4.2")),
      Entry(
        "search-learning-rate", path.appending(path: \.learningRate), in: anyRate,
        "of the weights at the start (SGD, cosine)", source: .paper("4.2"), mayChange: true),
      Entry(
        "search-final-learning-rate", path.appending(path: \.finalLearningRate), in: anyRate,
        "of the weights at the end", source: .decision, mayChange: true),
      Entry(
        "search-momentum", path.appending(path: \.momentum), in: 0...0.9999, "of SGD",
        source: .paper("4.2")),
      Entry(
        "search-weight-decay", path.appending(path: \.weightDecay), in: 0...1, "L2, of the weights",
        source: .paper("4.2")),
      Entry(
        "search-gradient-clip", path.appending(path: \.gradientClip), in: 1e-6...1e9,
        "largest norm of the weights' gradient", source: .decision),
      Entry(
        "order", path.appending(path: \.order), "of the architecture gradient",
        source: .paper("4.2")),
      Entry(
        "architecture-learning-rate", path.appending(path: \.architectureLearningRate), in: anyRate,
        "of alpha and beta (Adam)", source: .paper("4.2"), mayChange: true),
      Entry(
        "architecture-weight-decay", path.appending(path: \.architectureWeightDecay), in: 0...1,
        "L2, of alpha and beta", source: .paper("4.2")),
      Entry(
        "architecture-beta1", path.appending(path: \.architectureBeta1), in: 0...0.9999, "of Adam",
        source: .decision),
      Entry(
        "architecture-beta2", path.appending(path: \.architectureBeta2), in: 0...0.999999,
        "of Adam",
        source: .decision),
      Entry(
        "architecture-initial-scale", path.appending(path: \.architectureInitialScale), in: 0...10,
        "alpha and beta start at this times N(0, 1)", source: .paper("4.2")),
      Entry(
        "warm-start-epochs", path.appending(path: \.warmStartEpochs), in: 0...100_000,
        "epochs with alpha and beta frozen", source: .paper("3.2")),
      Entry(
        "update-schedule", path.appending(path: \.updateSchedule),
        "fall of the probability of an architecture update", source: .decision),
    ]
  }
}
