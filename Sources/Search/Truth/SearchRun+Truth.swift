public import Architectures
public import Tracking
public import Training

extension SearchRun {
  /// Looks up what a complete run found in the tables of benchmarks, and records what they say.
  ///
  /// - Parameters:
  ///   - summary: The run's result.
  ///   - tables: Of any spaces.
  /// - Returns: The result with the truth, as `summary.json` then has it; `report.md` has it, too. The result as it is
  ///   where no table has the network.
  /// - Throws: Errors of the run's files.
  public func told(_ summary: Summary, by tables: BenchmarkTables) throws -> Summary {
    guard leavesNetwork,
      let (table, network) = tables.truth(
        of: try setup.folder.readArchitecture(), dataset: setup.dataset.name)
    else {
      try setup.context.record(.note("The tables have nothing of what was found"))
      return summary
    }
    var told = summary
    let truth = Summary.Truth(network, in: table)
    told.truth = truth
    try record(told, as: truth.sentence, under: "The truth")
    return told
  }
}
