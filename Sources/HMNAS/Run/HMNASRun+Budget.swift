internal import Architectures
internal import Foundation
internal import Tracking
internal import Training

extension HMNASRun {
  /// What came of the budget; empty where there is none.
  ///
  /// Latency is also measured, once, of the network as it will be used.
  func budgets(
    of masking: MaskStage, _ architecture: MaskedCellNetwork
  ) throws -> [Summary.Budget] {
    guard let state = masking.budget, let budget = state.budget else { return [] }
    let kept = try masking.masks.kept()
    let epoch = (state.firstMetAfter + masking.stepsPerEpoch - 1) / masking.stepsPerEpoch
    return try budget.costs.map { cost in
      let measured =
        cost.limit.resource == .latency
        ? try Stopwatch().milliseconds(
          of: architecture, computation: computation, on: setup.device) : nil
      return Summary.Budget(
        resource: cost.limit.resource.unit, limit: cost.limit.most,
        found: cost.table.cost(of: kept), measured: measured,
        firstMetEpoch: state.firstMetAfter > 0 ? epoch : nil, switchedOff: state.switched.off,
        switchedOn: state.switched.on)
    }
  }
}

extension Summary.Budget {
  /// The budget, what was found and when, without a full stop.
  var sentence: String {
    func text(_ amount: Double) -> String {
      amount == amount.rounded() ? "\(Int(amount))" : String(format: "%.3f", amount)
    }
    let share = String(format: "%.1f %%", found / limit * 100)
    let first =
      found > limit
      ? "no network was found that keeps to it"
      : firstMetEpoch.map { "the masks first kept to it in epoch \($0)" }
        ?? "the masks by themselves did not keep to it"
    let changes =
      switchedOff + switchedOn == 0
      ? ""
      : ", and at the end \(switchedOff) operations were switched off and \(switchedOn) on for all bounds together"
    return "Of at most \(text(limit)) \(resource) the network has \(text(found)) (\(share))"
      + (measured.map { ", measured \(text($0))" } ?? "") + ": \(first)\(changes)"
  }
}
