internal import CTestSupport

/// Runs `body` with so many threads within an operation.
///
/// The number is the calling thread's own, so tests that run beside this one are not disturbed, and nothing need be
/// serialised. It is for all that `body` computes itself, backward passes included; tasks that it starts know nothing
/// of it.
package func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
  let before = ctest_use_threads(Int32(count))
  defer { _ = ctest_use_threads(before) }
  return try body()
}
