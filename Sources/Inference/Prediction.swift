internal import Foundation

/// A class that an image may be of, and how likely that is by the network.
public struct Prediction: Hashable, Sendable, Codable {
  /// The number of the class, from 0.
  public let index: Int
  /// The name of the class.
  public let name: String
  /// The softmax of the logits at the class, in [0, 1].
  public let probability: Double

  /// The probabilities of the classes of one image: the softmax of its logits.
  ///
  /// - Parameter logits: One number for each class, all of them finite.
  /// - Returns: As many numbers in [0, 1], with the sum 1.
  public static func probabilities(_ logits: [Float]) -> [Double] {
    guard let largest = logits.max() else { return [] }
    // Relative to the largest, nothing overflows.
    let powers = logits.map { exp(Double($0) - Double(largest)) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// The likeliest classes of one image.
  ///
  /// - Parameters:
  ///   - count: At most how many.
  ///   - logits: One number for each class, all of them finite.
  ///   - names: The names of the classes, as many as logits.
  /// - Returns: Classes from the likeliest on; of two as likely, the one with the smaller number first.
  public static func top(_ count: Int, of logits: [Float], names: [String]) -> [Prediction] {
    precondition(names.count == logits.count, "\(names.count) names for \(logits.count) logits")
    let probabilities = probabilities(logits)
    return logits.indices.sorted { (logits[$1], $0) < (logits[$0], $1) }.prefix(max(0, count)).map {
      Prediction(index: $0, name: names[$0], probability: probabilities[$0])
    }
  }
}
