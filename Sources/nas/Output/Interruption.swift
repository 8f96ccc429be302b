internal import Foundation
internal import Synchronization

/// Ctrl-C: the first asks the run to stop after the step that is under way, the second ends the program at once.
enum Interruption {
  private static let requests = Atomic<Int>(0)

  /// Whether Ctrl-C was pressed.
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Starts listening to SIGINT and SIGTERM.
  static func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        // Only what is allowed in a signal handler.
        if Interruption.requests.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
      }
      sigaddset(&signals, number)
    }
    // A parent may have left them blocked: those that use libdispatch often do.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
