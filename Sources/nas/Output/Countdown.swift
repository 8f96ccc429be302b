internal import Foundation
internal import Synchronization
internal import Tracking
internal import Training

/// Says on standard error how far a command has come: in a line that is drawn over on a terminal, elsewhere in a line
/// now and then.
final class Countdown: Sendable {
  private let title: String
  private let isDrawing: Bool
  private let state: Mutex<State>

  private struct State {
    var timeLeft = TimeLeft()
    var lastShown = now()
    var isDrawn = false
  }

  /// Seconds between the lines of a log.
  private static let pause = 30.0

  /// Begins with nothing done.
  ///
  /// - Parameters:
  ///   - title: What is under way.
  ///   - isDrawing: Whether a line can be drawn over.
  init(_ title: String, isDrawing: Bool = ProgressPrinter.canDrawOnStandardError) {
    (self.title, self.isDrawing) = (title, isDrawing)
    var state = State()
    _ = state.timeLeft.text(done: 0, of: 1)
    self.state = Mutex(state)
  }

  deinit { erase() }

  /// Shows how much is done, where it is time to; all of it takes the line away.
  func show(_ done: Int, of count: Int) {
    guard done < count else { return erase() }
    let text = state.withLock { state -> String? in
      let left = state.timeLeft.text(done: done, of: count)
      guard now() - state.lastShown > (isDrawing ? 0.2 : Self.pause) else { return nil }
      state.lastShown = now()
      state.isDrawn = isDrawing
      return "\(title): \(done) of \(count)\(left)"
    }
    guard let text else { return }
    guard isDrawing else { return printError(text) }
    StandardStreams.write("\r\u{1B}[K\(text.prefix(terminalColumns - 1))", to: STDERR_FILENO)
  }

  private func erase() {
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
