internal import Foundation
public import Tracking

extension RunSetup {
  /// Measures what a run found on the test set: once, at its end, when nothing can be chosen by it any more.
  ///
  /// With the summary that is written then, the run is complete.
  ///
  /// - Parameters:
  ///   - method: The run's method.
  ///   - note: What people are told meanwhile.
  ///   - validation: The accuracy on held-out training images; nil where none were.
  ///   - structure: What is left of the cells, where a network has them.
  ///   - budgets: What the network was bound to, where the method knows more of that than the options say.
  ///   - seconds: Of the stages, by name.
  ///   - batchSize: Images of a pass.
  ///   - measure: Gives the final network's result, and those of all that was measured, in their order.
  /// - Returns: The summary.
  /// - Throws: `Interrupted`, errors of files, and what `measure` throws.
  public func report(
    of method: any MethodRun.Type, note: String = "Evaluating on the test set",
    validation: Double?, structure: [Summary.CellStructure] = [],
    budgets: [Summary.Budget]? = nil, seconds: [String: Double],
    batchSize: Int = Evaluation.defaultBatchSize,
    _ measure: (TestSet) throws -> (final: Summary.StageResult, stages: [Summary.StageResult])
  ) throws -> Summary {
    try context.record(.note(note))
    let began = now()
    let test = try testSet(batchSize: batchSize)
    let (final, stages) = try measure(test)
    let details = try test.details(of: final.name)
    var seconds = seconds
    seconds[StageName.evaluate.key] = now() - began
    seconds[StageName.total.key] = seconds.values.reduce(0, +)
    var summary = Summary(
      method: method.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: validation, final: final, stages: stages,
      structure: structure, device: configuration.device, libtorch: configuration.libtorch,
      commit: configuration.commit, seconds: seconds)
    let kept = budgets ?? configuration.budgets(of: final)
    summary.budgets = kept.isEmpty ? nil : kept
    try write(details, of: summary, title: method.title)
    try write(summary, title: method.title)
    return summary
  }
}

extension RunConfiguration {
  /// The limits of what a network may cost, by the keys that all methods give them, and what it costs.
  fileprivate func budgets(of network: Summary.StageResult) -> [Summary.Budget] {
    [("multiply-adds", network.multiplyAdds), ("parameters", network.parameters)]
      .compactMap { resource, found in
        guard case .integer(let limit) = options["max-\(resource)"], limit > 0 else { return nil }
        return Summary.Budget(
          resource: resource, limit: Double(limit), found: Double(found), measured: nil,
          firstMetEpoch: nil, switchedOff: 0, switchedOn: 0)
      }
  }
}
