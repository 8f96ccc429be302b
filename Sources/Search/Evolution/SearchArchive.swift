package import Architectures
package import Foundation
package import Training

/// Every network that a search has evaluated, in order: `archive.json`.
package struct SearchArchive<Network: SearchableNetwork>: Codable, Hashable {
  /// A network and what was measured of it.
  package struct Entry: Codable, Hashable {
    package var candidate: SearchCandidate<Network>
    /// Counts from 0.
    package var generation: Int
    /// Mean cross entropy on held-out images, without finetuning; calibrated where that is what networks are ranked by.
    package var loss: Double
    /// Share of held-out images classified right, without finetuning.
    package var accuracy: Double

    package var evaluation: Evaluation { Evaluation(loss: loss, accuracy: accuracy) }
  }

  /// What was evaluated, in order.
  package var entries: [Entry] = []
  /// Candidates of the generation that is under way, those evaluated included.
  ///
  /// They are kept because latencies, and so who is admitted, are not reproducible.
  package var generation: [SearchCandidate<Network>] = []

  package init() {}

  /// Adds what was measured of a candidate.
  ///
  /// Loss and accuracy that are not numbers, which JSON does not know, become the worst there are.
  package mutating func append(
    _ candidate: SearchCandidate<Network>, generation: Int, evaluation: Evaluation
  ) {
    let loss = evaluation.loss
    entries.append(
      Entry(
        candidate: candidate, generation: generation,
        loss: loss.isFinite ? loss : .greatestFiniteMagnitude, accuracy: evaluation.accuracy))
  }

  /// The entries from the best to the worst; of equal ones, the earlier comes first.
  package func ranked(by measure: RankingMeasure) -> [Entry] {
    let scores = entries.map { measure.score($0.evaluation) }
    return entries.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.map { entries[$0] }
  }

  /// The same as bytes that equal archives share.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
