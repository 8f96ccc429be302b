internal import Foundation
internal import Tracking

extension Summary {
  /// The result as a table for people.
  var report: String {
    var lines = ["", "stage           test accuracy  parameters    non-zero  multiply-adds"]
    for stage in stages {
      let name = stage.name.padding(toLength: 15, withPad: " ", startingAt: 0)
      lines.append(
        name + String(format: "%13.2f %%", stage.testAccuracy * 100)
          + Self.column(stage.parameters, 12) + Self.column(stage.nonZeroParameters, 12)
          + Self.column(stage.multiplyAdds, 15))
    }
    lines.append("")
    for cell in structure {
      let perEdge = cell.operationsPerEdge.enumerated().filter { $0.element > 0 }
        .map { "\($0.element) with \($0.offset)" }.joined(separator: ", ")
      lines.append(
        "cell \(cell.cell) (\(cell.kind)): \(cell.edges) of \(cell.candidateEdges) edges, "
          + "\(cell.operations) of \(cell.candidateOperations) operations; in-degrees "
          + cell.inDegrees.map(String.init).joined(separator: ", ")
          + "; edges by operations: \(perEdge)")
    }
    let order = ["search", "mask", "tune", "control", "evaluate", "total"]
    let times = order.compactMap { key in
      seconds[key].map { "\(key) \(ProgressPrinter.duration($0))" }
    }
    lines += ["", "time: " + times.joined(separator: ", ")]
    return lines.joined(separator: "\n")
  }

  /// A whole number with thin groups of three, right-aligned.
  static func column(_ value: Int, _ width: Int) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(repeating: " ", count: max(1, width - text.count)) + String(text.reversed())
  }
}
