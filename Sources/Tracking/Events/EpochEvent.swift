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

  /// Puts the values together.
  public init(stage: StageName, epochs: Int, record: EpochRecord, columns: [EpochColumn]) {
    self.stage = stage
    self.epochs = epochs
    self.record = record
    self.columns = columns
  }
}
