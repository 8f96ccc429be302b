public import Foundation
public import Tracking

/// Keeps the index of a folder of runs up to date with a run that is under way.
///
/// The work is done on a thread of its own: the run never waits for it and never ends by it. What keeps the index from
/// being written is told once. Where it may pass, such as a lock, the next epoch is another try; otherwise none is made.
public final class RunIndexRecorder: Recorder {
  private let worker: IndexWorker
  private let tell: (String) -> Void
  /// Whether anything has happened.
  private var hasBegun = false

  /// Records a run.
  ///
  /// - Parameters:
  ///   - run: The run's folder.
  ///   - folder: The folder of runs that it is in.
  ///   - tell: Is told in one sentence what keeps the index from being written, on the thread that records.
  public init(_ run: URL, in folder: URL, tell: @escaping (String) -> Void) {
    worker = IndexWorker(run, in: folder)
    self.tell = tell
  }

  /// Has the index updated where it has something new to tell: stages that begin, epochs that end, the result.
  public func record(_ event: RunEvent) {
    hasBegun = true
    switch event {
    case .stageStarted, .epoch, .complete: worker.request()
    case .download, .reading, .step, .evaluation, .note: break
    }
    passOn()
  }

  /// Has the index updated a last time, and waits for that; where nothing has happened, nothing is done.
  ///
  /// The run then counts as stopped or complete, although this process may hold its lock for a moment more.
  ///
  /// - Parameter patience: Seconds to wait at most.
  public func finish(patience: Double = 2) {
    guard hasBegun else { return }
    worker.finish(patience: patience)
    passOn()
  }

  private func passOn() {
    if let sentence = worker.takeSentence() { tell(sentence) }
  }
}
