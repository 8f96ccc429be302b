/// What a stage of a run is called.
///
/// Methods declare their stages as static members, so that a stage that does not exist cannot be
/// named, and whoever shows a run need not know them.
public struct StageName: Hashable, Sendable {
  /// In metrics, checkpoints and summaries.
  public let key: String
  /// For people.
  public let title: String

  /// Declares a stage.
  public init(_ key: String, title: String) {
    self.key = key
    self.title = title
  }
}
