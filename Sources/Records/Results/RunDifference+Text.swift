internal import Architectures
internal import Foundation
internal import Tracking

extension RunDifference {
  /// The comparison for a terminal.
  public var text: String {
    let runs = [first.legible, second.legible]
    let settings = [("subject", subject), ("option", options), ("place", place)]
    var parts = settings.map { name, settings in
      let rows = settings.map { setting in
        [setting.name, setting.first?.text ?? "-", setting.second?.text ?? "-"].map(\.legible)
      }
      return table([.left, .left, .left], rows, heading: [name] + runs)
    }
    if parts.allSatisfy(\.isEmpty) {
      parts.append(["Both have the same images, seed, options, device and versions."])
    }
    let rows = results.map { result in
      [result.name.legible]
        + [result.first, result.second].map { $0.map { Self.text($0, of: result.name) } ?? "-" }
    }
    parts.append(table([.left, .right, .right], rows, heading: ["result"] + runs))
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  private static func text(_ value: Double, of name: String) -> String {
    if name.contains("accuracy") { return percent(value) }
    return name.hasPrefix("seconds") ? duration(value) : number(value)
  }
}
