internal import Architectures
internal import Foundation
internal import Tracking

extension RunDetails {
  /// How many of its last epochs are shown.
  private static let lastEpochs = 5

  /// The run for a terminal.
  public var text: String {
    [[heading], origin, options, results, budgets, sentences, lastEpochs, fileTable]
      .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var heading: String {
    let run = configuration
    return "\(path): \(run.method) on \(run.dataset), seed \(run.seed), \(state.rawValue)".legible
  }

  private var origin: [String] {
    let run = configuration
    let rows: [(String, String?)] = [
      ("id", run.id), ("preset", run.preset),
      ("device", "\(run.device), threads \(run.threads), \(run.cpuCapability)"),
      ("libtorch", run.libtorch), ("commit", run.commit), ("started", started),
      ("updated", updated),
    ]
    return table(
      [.left, .left], rows.compactMap { name, text in text.map { [name, $0.legible] } })
  }

  private var options: [String] {
    let rows = configuration.options.sorted { $0.key < $1.key }
      .map { [$0.key.legible, $0.value.text.legible] }
    return table([.left, .left], rows, heading: ["option", "value"])
  }

  private var results: [String] {
    guard let summary else { return [] }
    let rows = summary.stages.map { stage in
      [
        stage.name.legible, percent(stage.testAccuracy), stage.parameters.grouped,
        stage.nonZeroParameters.grouped, stage.multiplyAdds.grouped,
      ]
    }
    var lines = table(
      [.left, .right, .right, .right, .right], rows,
      heading: ["after", "test accuracy", "parameters", "non-zero", "multiply-adds"])
    let times = summary.seconds.sorted { $0.key < $1.key }
      .map { "\($0.key) \(duration($0.value))".legible }
    lines.append("time: " + times.joined(separator: ", "))
    return lines
  }

  private var budgets: [String] {
    let rows = (summary?.budgets ?? []).map { budget in
      // Where no epoch is known and nothing was mended, the method kept to it all along.
      let isKept =
        budget.found <= budget.limit && budget.switchedOff == 0 && budget.switchedOn == 0
      return [
        budget.resource.legible, number(budget.limit), number(budget.found),
        budget.measured.map(number) ?? "",
        budget.firstMetEpoch.map { "\($0)" } ?? (isKept ? "" : "never"),
        "\(budget.switchedOff)", "\(budget.switchedOn)",
      ]
    }
    return table(
      [.left] + Array(repeating: .right, count: 6), rows,
      heading: [
        "budget", "at most", "found", "measured", "first met in epoch", "switched off",
        "switched on",
      ])
  }

  private var sentences: [String] {
    [summary?.truth?.sentence, summary?.verdict?.sentence].compactMap(\.self)
      .map { $0.legible + "." }
  }

  private var lastEpochs: [String] {
    let rows = epochs.suffix(Self.lastEpochs).map { epoch in
      [
        epoch.stage.legible, "\(epoch.epoch)", String(format: "%.4f", epoch.loss),
        percent(epoch.accuracy), duration(epoch.seconds),
        epoch.values.sorted { $0.key < $1.key }.map { "\($0.key) \(number($0.value))".legible }
          .joined(separator: ", "),
      ]
    }
    return table(
      [.left, .right, .right, .right, .right, .left], rows,
      heading: ["stage", "epoch", "loss", "accuracy", "time", "measured"])
  }

  private var fileTable: [String] {
    table(
      [.left, .right], files.map { [$0.name.legible, $0.bytes.grouped] },
      heading: ["file", "bytes"])
  }
}
