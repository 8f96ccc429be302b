internal import Architectures
internal import Foundation

/// Runs as a table for a terminal.
public struct RunListing: Sendable {
  private let runs: [RunRecord]

  /// Lists runs in the order in which they are given.
  public init(_ runs: [RunRecord]) { self.runs = runs }

  /// The table; below it, what is wrong with damaged runs.
  public var text: String {
    let heading = [
      "run", "state", "method", "dataset", "seed", "accuracy", "parameters", "multiply-adds",
      "time",
    ]
    let sides: [TextTable.Side] =
      [.left, .left, .left, .left] + Array(repeating: .right, count: 5)
    let faults = runs.compactMap { run in run.error.map { "\(run.path): \($0)".legible } }
    return
      (table(sides, runs.map(\.cells), heading: heading)
      + (faults.isEmpty ? [] : [""]) + faults).joined(separator: "\n")
  }
}

extension RunRecord {
  fileprivate var cells: [String] {
    [
      path.legible, state.rawValue, method?.legible ?? "", dataset?.legible ?? "",
      seed.map { "\($0)" } ?? "", testAccuracy.map(percent) ?? "", parameters?.grouped ?? "",
      multiplyAdds?.grouped ?? "", seconds.map(duration) ?? "",
    ]
  }
}
