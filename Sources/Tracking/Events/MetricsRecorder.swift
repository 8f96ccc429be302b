/// Records epochs in a run's `metrics.jsonl`, and what searches think of their space in its `snapshots.jsonl`.
public struct MetricsRecorder: Recorder {
  private let folder: RunFolder

  /// Records in the files of a folder.
  public init(_ folder: RunFolder) { self.folder = folder }

  /// Appends the lines of an epoch; a checkpoint syncs them.
  /// - Throws: `RunError` where the file cannot be written.
  public func record(_ event: RunEvent) throws {
    guard case .epoch(let epoch) = event else { return }
    try folder.append(epoch.record)
    if let snapshot = epoch.snapshot { try folder.append(snapshot) }
  }
}
