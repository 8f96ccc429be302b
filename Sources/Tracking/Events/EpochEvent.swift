/// An epoch that ended.
public struct EpochEvent: Hashable, Sendable {
  /// The stage under way.
  public var stage: StageName
  /// Of the stage.
  public var epochs: Int
  /// Everything that was measured.
  public var record: EpochRecord
  /// What of it people are shown beside loss, accuracy and times.
  public var columns: [EpochColumn]
  /// What the search thinks of its space; nil where the stage has nothing to say of it.
  public var snapshot: SearchSnapshot?

  /// Puts the values together.
  public init(
    stage: StageName, epochs: Int, record: EpochRecord, columns: [EpochColumn],
    snapshot: SearchSnapshot? = nil
  ) {
    self.stage = stage
    self.epochs = epochs
    self.record = record
    self.columns = columns
    self.snapshot = snapshot
  }
}
