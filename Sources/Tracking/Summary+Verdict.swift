internal import Foundation

extension Summary {
  /// What was found beside networks of its size that had the same means.
  public struct Verdict: Codable, Hashable, Sendable {
    /// Accuracies of random networks on the test set.
    public var chance: [Double]
    /// Accuracies of networks by hand on the test set, by name.
    public var hand: [String: Double]
    /// What follows, for people, without a full stop.
    public var sentence: String

    /// Compares accuracies, all in [0, 1].
    ///
    /// - Parameters:
    ///   - found: Of the network that was found.
    ///   - chance: Of random networks.
    ///   - hand: Of networks by hand, by name.
    public init(found: Double, chance: [Double], hand: [String: Double]) {
      self.chance = chance
      self.hand = hand
      let others = [
        chance.isEmpty ? nil : Self.clause(found, chance: chance),
        // Of equal ones, the first by name.
        hand.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { best in
          "\(Self.distance(found, best.value)) the hand (\(best.key): \(Self.percent(best.value)))"
        },
      ].compactMap(\.self)
      sentence =
        "The network found has \(Self.percent(found)): " + others.joined(separator: ", ")
    }

    private static func clause(_ found: Double, chance: [Double]) -> String {
      let mean = chance.reduce(0, +) / Double(chance.count)
      guard chance.count > 1 else {
        return "\(distance(found, mean)) chance (a random network: \(percent(mean)))"
      }
      let squares = chance.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(chance.count - 1)).squareRoot()
      return "\(distance(found, mean)) chance (\(chance.count) random networks: "
        + String(format: "%.2f ± %.2f %%)", mean * 100, deviation * 100)
    }

    private static func distance(_ found: Double, _ other: Double) -> String {
      let points = (found - other) * 100
      let text = String(format: "%.2f", abs(points))
      return text == "0.00" ? "as good as" : "\(text) points \(points > 0 ? "above" : "below")"
    }

    private static func percent(_ share: Double) -> String {
      String(format: "%.2f %%", share * 100)
    }
  }
}
