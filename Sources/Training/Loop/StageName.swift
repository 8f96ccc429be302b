/// What a stage of a run is called.
///
/// Methods declare their stages as static members, so that a stage that does not exist cannot be
/// named, and whoever shows a run need not know them.
package struct StageName: Hashable, Sendable {
  /// In metrics, checkpoints and summaries.
  package let key: String
  /// For people.
  package let title: String

  /// Declares a stage.
  package init(_ key: String, title: String) {
    self.key = key
    self.title = title
  }
}

extension StageName {
  /// The training of a known network, alone or at the end of a search.
  package static let train = StageName("train", title: "Training")
  /// The measurement on the test set, with which every run ends.
  package static let evaluate = StageName("evaluate", title: "Test")
  /// All stages together, in a summary.
  package static let total = StageName("total", title: "Total")
}
