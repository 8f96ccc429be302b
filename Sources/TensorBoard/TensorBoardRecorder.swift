internal import Foundation
public import Tracking

/// Shows a run to TensorBoard: curves, histograms, pictures of cells and hyperparameters.
///
/// The run's `metrics.jsonl` and `snapshots.jsonl` are the truth. The event file is made from them when a stage starts,
/// and grows with them, so whatever happened before, it has every epoch once. The recorder has to come after the one
/// that writes these files, as all recorders of a run do.
public final class TensorBoardRecorder: Recorder {
  private let folder: RunFolder
  /// Nil where the file has to be made again, as after an error.
  private var state: State?

  private struct State {
    var file: EventFile
    var events: RunEvents
    var hasEnded: Bool
  }

  /// Records in `tensorboard` within the folder of a run; nothing is read or written yet.
  public init(_ folder: RunFolder) { self.folder = folder }

  /// Makes the file when a stage starts, unless it is there with the run's epochs, and appends every further one
  /// and the result.
  /// - Throws: `RunError` where a file cannot be read or written. The file is made whole at the next event then.
  public func record(_ event: RunEvent) throws {
    switch event {
    case .stageStarted:
      guard try state?.events.epochs != folder.readMetrics().count else { return }
      try remake(nil)
    case .epoch(let epoch):
      try append { $0.epoch(epoch.record, snapshot: epoch.snapshot) }
    case .complete(let summary): try finish(summary)
    default: break
    }
  }

  /// Adds what the run found, and that it is over.
  private func finish(_ summary: Summary) throws {
    guard state?.hasEnded != true else { return }
    try append(orWith: summary) { try $0.end(summary) }
    state?.hasEnded = true
  }

  /// Makes the file of what the folder holds, be the run complete or not.
  /// - Throws: `RunError` where a file cannot be read or written.
  public func remake() throws {
    let isComplete = folder.has(folder.summary)
    try remake(isComplete ? folder.read(Summary.self, from: folder.summary) : nil)
  }

  private func remake(_ summary: Summary?) throws {
    state = nil
    let configuration = try folder.readConfiguration()
    var file = try EventFile(in: folder, id: configuration.id ?? "nas")
    var events = RunEvents(of: configuration, start: Double(file.start))
    let snapshots = try Dictionary(folder.readSnapshots().map { (Epoch($0), $0) }) { $1 }
    var data = try events.opening().reduce(Data()) { try $0 + EventRecord.data(of: $1) }
    for record in try folder.readMetrics() {
      data += try EventRecord.data(of: events.epoch(record, snapshot: snapshots[Epoch(record)]))
    }
    if let summary { data += try EventRecord.data(of: events.end(summary)) }
    try file.replace(with: data)
    state = State(file: file, events: events, hasEnded: summary != nil)
  }

  /// Appends an event; makes the file of what the folder holds, which has the event in it, where that is not enough.
  private func append(
    orWith summary: Summary? = nil, _ event: (inout RunEvents) throws -> TBEvent
  ) throws {
    guard var next = state else { return try remake(summary) }
    // An error leaves none.
    state = nil
    guard try next.file.append(EventRecord.data(of: event(&next.events))) else {
      return try remake(summary)
    }
    state = next
  }

  /// What a line of a file is about.
  private struct Epoch: Hashable {
    let stage: String
    let epoch: Int

    init(_ record: EpochRecord) { (stage, epoch) = (record.stage, record.epoch) }
    init(_ snapshot: SearchSnapshot) { (stage, epoch) = (snapshot.stage, snapshot.epoch) }
  }
}
