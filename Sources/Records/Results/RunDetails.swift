internal import Architectures
public import Foundation
public import Tracking

/// All that is to be told of one run, read from its folder.
public struct RunDetails: Hashable, Sendable {
  /// The folder, as it was named.
  public var path: String
  /// How far it has come.
  public var state: RunState
  /// When the oldest of its four files was written, as a rule its configuration, such as `2026-11-29T11:41:38.250Z`.
  public var started: String?
  /// When the run last wrote its configuration, metrics, snapshots or summary.
  public var updated: String?
  /// What it computes, and where.
  public var configuration: RunConfiguration
  /// What it found; nil where it is not complete.
  public var summary: Summary?
  /// What it has learned so far.
  public var epochs: [EpochRecord]
  /// What is in the folder.
  public var files: [RunFile]

  /// Reads a folder.
  /// - Throws: `RunError` where it holds no run, or a file cannot be understood.
  public init(of folder: URL) throws(RunError) {
    let run = RunFolder(folder)
    configuration = try run.foundConfiguration()
    summary = try run.foundSummary()
    epochs = try run.foundMetrics()
    path = folder.relativePath
    let reading = FolderReading(run, path: path, fingerprint: Fingerprint(run))
    (state, files) = (reading.record.state, reading.files)
    (started, updated) = (reading.record.started, reading.record.updated)
  }
}

extension RunDetails: Encodable {
  private enum Key: CodingKey {
    case path, state, started, updated, configuration, summary, epochs, files
  }

  /// Writes every key: what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(path, forKey: .path)
    try container.encode(state, forKey: .state)
    try container.encode(started, forKey: .started)
    try container.encode(updated, forKey: .updated)
    try container.encode(configuration, forKey: .configuration)
    try container.encode(summary, forKey: .summary)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(files, forKey: .files)
  }
}
