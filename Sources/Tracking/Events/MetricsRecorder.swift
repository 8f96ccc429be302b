/// Records epochs in a run's `metrics.jsonl`.
public struct MetricsRecorder: Recorder {
  private let folder: RunFolder

  /// Records in the file of a folder.
  public init(_ folder: RunFolder) { self.folder = folder }

  /// Appends the line of an epoch; a checkpoint syncs it.
  /// - Throws: `RunError` where the file cannot be written.
  public func record(_ event: RunEvent) throws {
    guard case .epoch(let epoch) = event else { return }
    try folder.append(epoch.record)
  }
}
