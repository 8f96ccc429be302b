package import Architectures
package import Tracking

/// A method whose runs leave weights that rank the networks of a benchmark: `nas audit` measures how well.
package protocol RankingRun: MethodRun {
  /// What can be ranked by, as `nas audit --proxy` has it before the folder of a run.
  static var proxies: [String] { get }

  /// What ranks networks by a run; its weights are read when they are needed.
  ///
  /// - Parameters:
  ///   - kind: One of `proxies`.
  ///   - name: As in tables and files.
  ///   - configuration: The run's.
  ///   - folder: The run's.
  ///   - changes: Of how networks are evaluated.
  ///   - progress: Told after every network.
  /// - Returns: The proxy.
  /// - Throws: `ConfigurationError` for a run that has no such weights.
  static func proxy(
    _ kind: String, name: String, configuration: RunConfiguration, folder: RunFolder,
    changes: RankingChanges, progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) throws(ConfigurationError) -> any RankingProxy
}

/// What replaces a run's own options where it ranks networks; nil keeps them.
package struct RankingChanges: Sendable {
  /// Held-out images that each network is measured on; 0 for all.
  package var heldOutImages: Int?
  /// Training batches from which normalisation takes statistics.
  package var recalibrationBatches: Int?
  /// Each gives a ranking; none for the run's.
  package var rankBy: [RankingMeasure] = []

  /// No change.
  package init() {}
}
