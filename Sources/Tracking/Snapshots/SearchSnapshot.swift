/// A line of `snapshots.jsonl`: what a search thinks of its space after an epoch.
///
/// A supernet says how it weights its edges and operations, an evolution whom it has measured. A stage that has
/// nothing to say, such as the final training, writes no line.
public struct SearchSnapshot: Codable, Hashable, Sendable {
  /// Such as `supernet`.
  public var stage: String
  /// Counts from 1.
  public var epoch: Int
  /// The cells of a supernet, one for each set of weights that cells share; nil for other searches.
  public var cells: [CellState]?
  /// What was measured in this epoch, in order; nil where no candidates are.
  public var candidates: [CandidateState]?

  /// The state of a supernet.
  public init(stage: String, epoch: Int, cells: [CellState]) {
    (self.stage, self.epoch, self.cells) = (stage, epoch, cells)
  }

  /// The candidates of a generation.
  public init(stage: String, epoch: Int, candidates: [CandidateState]) {
    (self.stage, self.epoch, self.candidates) = (stage, epoch, candidates)
  }

  /// Whether all numbers fit together, as they do in what a run writes.
  var isSound: Bool { (cells ?? []).allSatisfy(\.isSound) }
}
