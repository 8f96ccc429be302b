internal import Foundation
internal import Tracking
internal import Training

extension Summary {
  /// The result as tables for people; the speeds come from the lines of `metrics.jsonl`.
  func report(epochs: [EpochRecord]) -> String {
    let tables = [
      stageTable, validation, cellTable, timeTable(epochs),
      truth.map { [$0.sentence + "."] } ?? [],
      verdict.map { [$0.sentence + "."] } ?? [],
    ].filter { !$0.isEmpty }
    return tables.map { "\n" + $0.joined(separator: "\n") + "\n" }.joined()
  }

  private var stageTable: [String] {
    ["after             test accuracy  parameters    non-zero  multiply-adds"]
      + stages.map { stage in
        Self.left(stage.name, 15) + Self.percent(stage.testAccuracy, 14)
          + Self.column(stage.parameters, 12) + Self.column(stage.nonZeroParameters, 12)
          + Self.column(stage.multiplyAdds, 15)
      }
  }

  private var validation: [String] {
    guard let validationAccuracy else { return [] }
    let measured = stages.count > 1 ? stages[0].name : "network"
    return [
      "The \(measured)'s accuracy on the held-out training images was"
        + Self.percent(validationAccuracy, 0) + "."
    ]
  }

  private var cellTable: [String] {
    guard !structure.isEmpty else { return [] }
    return ["cell             edges  operations  in-degrees    edges by operations left"]
      + structure.map { cell in
        let perEdge = cell.operationsPerEdge.enumerated().filter { $0.element > 0 }
          .map { "\($0.element) with \($0.offset)" }.joined(separator: ", ")
        return Self.left("\(cell.cell) \(cell.kind)", 14)
          + Self.right("\(cell.edges) of \(cell.candidateEdges)", 8)
          + Self.right("\(cell.operations) of \(cell.candidateOperations)", 12)
          + "  " + Self.left(cell.inDegrees.map(String.init).joined(separator: ", "), 14) + perEdge
      }
  }

  private func timeTable(_ epochs: [EpochRecord]) -> [String] {
    let trained = epochs.reduce(into: [String]()) { names, epoch in
      if names.last != epoch.stage { names.append(epoch.stage) }
    }
    let ends = [StageName.evaluate, .total]
    let names = trained + ends.map(\.key)
    return ["                            time    images/s"]
      + names.compactMap { name in
        seconds[name].map { duration in
          let speed = Self.speed(epochs.filter { $0.stage == name })
          return Self.left(title(ofStage: name, among: ends), 22)
            + Self.right(ProgressPrinter.duration(duration), 10)
            + (speed.map { Self.column($0, 12) } ?? "")
        }
      }
  }

  /// What a stage is called for people, by its method or as one of those that every run ends with.
  private func title(ofStage key: String, among ends: [StageName]) -> String {
    let stage = Method(named: method)?.run.stage(key) ?? ends.first { $0.key == key }
    return stage?.title ?? key
  }

  /// Training images per second over some epochs.
  private static func speed(_ epochs: [EpochRecord]) -> Int? {
    let seconds = epochs.reduce(0) { $0 + $1.seconds }
    guard seconds > 0 else { return nil }
    return Int((epochs.reduce(0) { $0 + $1.imagesPerSecond * $1.seconds } / seconds).rounded())
  }
}

// Columns of tables.
extension Summary {
  /// A whole number in groups of three, right-aligned.
  static func column(_ value: Int, _ width: Int) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return right(String(text.reversed()), width)
  }

  private static func percent(_ fraction: Double, _ width: Int) -> String {
    right(String(format: "%.2f %%", fraction * 100), width)
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
