internal import Foundation
public import Tracking

/// What two runs do not have in common, and their results side by side.
public struct RunDifference: Hashable, Sendable, Encodable {
  /// The folder of the first run, as it was named.
  public var first: String
  /// The folder of the second run.
  public var second: String
  /// Whether both compute the same: method, images, seed and all options.
  public var isSameRun: Bool
  /// What decides what they compute, beside the options: method, images, preset, seed, network.
  public var subject: [Both<Setting>]
  /// Hyperparameters.
  public var options: [Both<Setting>]
  /// Where they computed: device, threads and versions, which decide the last bits.
  public var place: [Both<Setting>]
  /// Their results; equal ones, too.
  public var results: [Both<Double>]

  /// Compares two runs.
  public init(_ first: RunDetails, _ second: RunDetails) {
    let (left, right) = (first.configuration, second.configuration)
    (self.first, self.second) = (first.path, second.path)
    isSameRun = left.computed == right.computed
    options = Self.differences(left.options, right.options)
    subject = Self.differences(left.subject, right.subject)
    place = Self.differences(left.place, right.place)
    results = Self.beside(first.results, second.results)
  }

  private static func differences(
    _ first: [String: Setting], _ second: [String: Setting]
  ) -> [Both<Setting>] {
    Set(first.keys).union(second.keys).sorted()
      .filter { first[$0]?.canonical != second[$0]?.canonical }
      .map { Both(name: $0, first: first[$0], second: second[$0]) }
  }

  private static func beside(
    _ first: [(name: String, value: Double)], _ second: [(name: String, value: Double)]
  ) -> [Both<Double>] {
    let values = Dictionary(second.map { ($0.name, $0.value) }) { first, _ in first }
    let known = Set(first.map(\.name))
    return first.map { Both(name: $0.name, first: $0.value, second: values[$0.name]) }
      + second.filter { !known.contains($0.name) }
      .map { Both(name: $0.name, first: nil, second: $0.value) }
  }
}

extension RunConfiguration {
  /// What decides what is computed, beside the options.
  fileprivate var subject: [String: Setting] {
    var settings = computed.filter { options[$0.key] == nil }
    settings["preset"] = .text(preset)
    return settings
  }
}

extension RunDetails {
  /// Numbers of the result, in order.
  fileprivate var results: [(name: String, value: Double)] {
    guard let summary else { return [] }
    let stages = summary.stages.map { ("test accuracy after \($0.name)", $0.testAccuracy) }
    let numbers: [(String, Double?)] =
      [
        ("test accuracy", summary.testAccuracy),
        ("validation accuracy", summary.validationAccuracy),
        ("parameters", Double(summary.parameters)),
        ("non-zero parameters", Double(summary.nonZeroParameters)),
        ("multiply-adds", Double(summary.multiplyAdds)),
      ] + (stages.count > 1 ? stages : [])
      + summary.seconds.sorted { $0.key < $1.key }.map { ("seconds of \($0.key)", $0.value) }
    return numbers.compactMap { name, value in value.map { (name, $0) } }
  }
}
