internal import Foundation
internal import Synchronization

/// The wish that a run ends: Ctrl-C, the end of the session or of the machine, or of the time that it was given.
///
/// The run stops after the step that is under way and saves. A second Ctrl-C ends the program at once.
enum Interruption {
  private static let first = Atomic<UInt64>(0)
  /// When the time is up, in milliseconds of the monotonic clock; 0 for never.
  private static let end = Atomic<UInt64>(0)

  /// Whether a signal asked for the end of the run.
  static var isRequested: Bool { first.load(ordering: .relaxed) != 0 }

  /// What a run that was asked to end ends with.
  static var failure: Failure {
    guard let signal = StopSignal(rawValue: first.load(ordering: .relaxed)) else {
      return isTimeUp ? .timeIsUp : .interrupted
    }
    return Failure(rawValue: 128 + signal.number) ?? .interrupted
  }

  /// What people are told of a run that ended so.
  static var reason: String { failure == .timeIsUp ? "The time is up" : "Interrupted" }

  /// Gives the run so many seconds from now on.
  static func stop(after seconds: Double) {
    let milliseconds = min(seconds * 1000, 1e15)
    end.store(monotonicTime() + UInt64(milliseconds) + 1, ordering: .relaxed)
  }

  /// Whether the run has had its time.
  static var isTimeUp: Bool {
    let end = end.load(ordering: .relaxed)
    return end != 0 && monotonicTime() >= end
  }

  /// In milliseconds; may be asked in a signal handler.
  private static func monotonicTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// Starts listening; what the parent wants ignored, as `nohup` does, stays so.
  static func listen() {
    // Made before a handler needs it.
    _ = isRequested
    // Writing more than is allowed fails instead of ending the program.
    signal(SIGXFSZ, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in StopSignal.numbers {
      let before = signal(number) { Interruption.receive($0) }
      guard unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else {
        signal(number, SIG_IGN)
        continue
      }
      sigaddset(&signals, number)
    }
    // A parent may have left them blocked: those that use libdispatch often do.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Does only what is allowed in a signal handler.
  private static func receive(_ number: Int32) {
    let before = errno
    defer { errno = before }
    let signal = StopSignal(number: number, time: monotonicTime())
    let result = first.compareExchange(
      expected: 0, desired: signal.rawValue, ordering: .relaxed)
    guard let first = StopSignal(rawValue: result.original) else {
      if number == SIGINT, isatty(STDERR_FILENO) == 1 {
        say("\nSaving after this step; Ctrl-C again ends at once, without saving\n")
      }
      return
    }
    switch first.answer(to: signal) {
    case .keepSaving: break
    case .endNow:
      say("\nEnded without saving; nas resume goes on from the last save\n")
      _exit(Failure.interrupted.rawValue)
    }
  }

  private static func say(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
