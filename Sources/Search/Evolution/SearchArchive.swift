public import Architectures
public import Foundation
public import Training

/// Every network that a search has evaluated, in order: `archive.json`.
public struct SearchArchive<Network: EvolvableNetwork>: Codable, Hashable {
  /// A network and what was measured of it.
  public struct Entry: Codable, Hashable {
    /// The network and its cost.
    public var candidate: SearchCandidate<Network>
    /// Counts from 0.
    public var generation: Int
    /// Mean cross entropy on held-out images, without finetuning; calibrated where that is what networks are ranked by.
    public var loss: Double
    /// Share of held-out images classified right, without finetuning.
    public var accuracy: Double

    /// What was measured.
    public var evaluation: Evaluation { Evaluation(loss: loss, accuracy: accuracy) }
  }

  /// What was evaluated, in order.
  public var entries: [Entry] = []
  /// Candidates of the generation that is under way, those evaluated included.
  ///
  /// They are kept because latencies, and so who is admitted, are not reproducible.
  public var generation: [SearchCandidate<Network>] = []

  /// The values to start from.
  public init() {}

  /// Adds what was measured of a candidate.
  ///
  /// Loss and accuracy that are not numbers, which JSON does not know, become the worst there are.
  public mutating func append(
    _ candidate: SearchCandidate<Network>, generation: Int, evaluation: Evaluation
  ) {
    let loss = evaluation.loss
    entries.append(
      Entry(
        candidate: candidate, generation: generation,
        loss: loss.isFinite ? loss : .greatestFiniteMagnitude,
        accuracy: loss.isFinite ? evaluation.accuracy : 0))
  }

  /// The entries from the best to the worst; of equal ones, the earlier comes first.
  public func ranked(by measure: RankingMeasure) -> [Entry] {
    let scores = entries.map { measure.score($0.evaluation) }
    return entries.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.map { entries[$0] }
  }

  /// The same as bytes that equal archives share.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
