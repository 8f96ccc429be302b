internal import Foundation

/// Threads within an operation, in the process of the tests and in programs that they start: 1, or what
/// `SWIFT_NAS_TEST_THREADS` says.
package let threadsUnderTest: Int = {
  let wanted = ProcessInfo.processInfo.environment["SWIFT_NAS_TEST_THREADS"]
  // The process has as many, or it would have ended before (CTestSupport).
  return wanted.flatMap { Int($0) } ?? 1
}()
