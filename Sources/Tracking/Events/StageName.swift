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
