public import Training

extension SearchOptions {
  /// The hyperparameters of how candidates are found, within those of a method.
  ///
  /// - Parameters:
  ///   - path: Where the method's options hold these.
  ///   - source: Where the values come from.
  /// - Returns: The entries of a table.
  public static func entries<Options>(
    _ path: WritableKeyPath<Options, SearchOptions>, source: Source
  ) -> [Hyperparameter<Options>] {
    typealias Entry = Hyperparameter<Options>
    let anyCount = 0...1_000_000_000
    return [
      Entry(
        "population", path.appending(path: \.population), in: 1...1_000_000,
        "networks per generation", source: source),
      Entry(
        "parents", path.appending(path: \.parents), in: 1...1_000_000,
        "best networks so far, which reproduce", source: source),
      Entry(
        "mutants", path.appending(path: \.mutants), in: anyCount, "per generation", source: source),
      Entry(
        "crossovers", path.appending(path: \.crossovers), in: anyCount, "per generation",
        source: source),
      Entry(
        "mutation-probability", path.appending(path: \.mutationProbability), in: 0...1,
        "of each gene", source: source),
      Entry(
        "candidate-tries", path.appending(path: \.tries), in: 1...1_000_000,
        "networks drawn for one that is new and within the limits", source: .reconstruction),
    ]
  }
}
