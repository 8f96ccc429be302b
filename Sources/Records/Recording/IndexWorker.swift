internal import Dispatch
internal import Foundation
internal import Synchronization
internal import Tracking

/// Updates an index with a run on a thread of its own, as often as it is asked to and can.
final class IndexWorker: Sendable {
  private struct State {
    /// Whether an update is to come.
    var isRequested = false
    /// Whether there is no sense in further tries.
    var hasGivenUp = false
    /// What the last try failed by, until it is told.
    var sentence: String?
    var isTold = false
    /// Before then, no update begins.
    var rest = DispatchTime.now()
    /// Counts the last updates: what was asked for before one is done with it.
    var round = 0
  }

  private let run: RunFolder
  private let folder: URL
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "nas.sqlite", qos: .utility)

  init(_ run: URL, in folder: URL) { (self.run, self.folder) = (RunFolder(run), folder) }

  /// Has an update made soon; one does for all who ask before it begins.
  func request() {
    let asked: (time: DispatchTime, round: Int)? = state.withLock { state in
      guard !state.isRequested, !state.hasGivenUp else { return nil }
      state.isRequested = true
      return (state.rest, state.round)
    }
    guard let asked else { return }
    queue.asyncAfter(deadline: asked.time) {
      let isWanted = self.state.withLock { state in
        guard state.round == asked.round else { return false }
        state.isRequested = false
        return true
      }
      guard isWanted else { return }
      let start = DispatchTime.now().uptimeNanoseconds
      self.update()
      let end = DispatchTime.now().uptimeNanoseconds
      // So that short epochs cost a run a tenth of a processor at most.
      self.state.withLock { $0.rest = DispatchTime(uptimeNanoseconds: end + 9 * (end - start)) }
    }
  }

  /// Makes a last update, for which it waits a while.
  func finish(patience: Double) {
    let end = DispatchTime.now() + patience
    let isDone = DispatchSemaphore(value: 0)
    state.withLock { state in
      state.round += 1
      state.isRequested = false
    }
    queue.async {
      while !self.update(isEnding: true), !self.state.withLock(\.hasGivenUp),
        DispatchTime.now() < end
      {
        usleep(20_000)
      }
      isDone.signal()
    }
    _ = isDone.wait(timeout: end)
  }

  /// What is to be told, once in all.
  func takeSentence() -> String? {
    state.withLock { state in
      guard !state.isTold, let sentence = state.sentence else { return nil }
      state.isTold = true
      return sentence
    }
  }

  /// Opens the index for each update: it may have been removed or replaced since the last one.
  @discardableResult
  private func update(isEnding: Bool = false) -> Bool {
    guard !state.withLock(\.hasGivenUp) else { return false }
    // A run that is refused before it begins leaves no index either.
    guard run.has(run.configuration) || run.has(RunIndex.file(in: folder)) else { return true }
    do throws(RecordsError) {
      try RunIndex(folder: folder).update(run.url, isEnding: isEnding)
      return true
    } catch {
      state.withLock { state in
        state.sentence = state.sentence ?? "the index of runs is not up to date: \(error)"
        state.hasGivenUp = !error.isPassing
      }
      return false
    }
  }
}
