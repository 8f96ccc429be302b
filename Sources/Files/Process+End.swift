internal import Dispatch
package import Foundation

extension Process {
  /// Starts the program.
  ///
  /// - Returns: What waits for its end. Foundation's own `waitUntilExit` runs a loop, which may miss the end and then
  ///   waits for ever.
  /// - Throws: What keeps it from starting.
  package func start() throws -> ProcessEnd {
    let end = ProcessEnd()
    terminationHandler = { _ in end.semaphore.signal() }
    try run()
    return end
  }
}

/// The end of a program that was started.
package struct ProcessEnd: Sendable {
  fileprivate let semaphore = DispatchSemaphore(value: 0)

  /// Waits for it; to be called once.
  package func wait() { semaphore.wait() }
}
