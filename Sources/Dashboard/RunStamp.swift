internal import Records
internal import Tracking

/// What tells that there is more to see of a run, without reading its files.
struct RunStamp: Hashable, Sendable {
  private let text: String

  /// A run as it is now.
  init(_ run: RunFolder) { text = RunLook.stamp(of: run) }
}
