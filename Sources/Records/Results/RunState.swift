/// How far a run has come.
public enum RunState: String, CaseIterable, Codable, Sendable {
  /// A process works on it at this moment: it holds the lock of the folder.
  case running
  /// It has no result, and nobody works on it.
  case stopped
  /// It has its result.
  case complete
  /// Its configuration, metrics or summary cannot be understood.
  case damaged
}
