/// An epoch that ended.
package struct EpochEvent: Hashable, Sendable {
  package var stage: StageName
  /// Of the stage.
  package var epochs: Int
  /// Everything that was measured.
  package var record: EpochRecord
  /// What of it people are shown beside loss, accuracy and times.
  package var columns: [EpochColumn]

  /// Puts the values together.
  package init(stage: StageName, epochs: Int, record: EpochRecord, columns: [EpochColumn]) {
    self.stage = stage
    self.epochs = epochs
    self.record = record
    self.columns = columns
  }
}
