internal import Foundation
public import Torch

extension Libtorch {
  /// What a number of threads may be.
  public static let threadCounts = 1...1024

  /// Sets the threads within an operation, and makes sure that operations get them.
  ///
  /// The last bits of results depend on the number, so a smaller one is not taken silently.
  public static func use(threads: Int) throws(ConfigurationError) {
    guard threadCounts.contains(threads) else {
      throw .invalid(key: "threads", value: "\(threads)", expected: "1 to 1024")
    }
    setThreads(threads)
    let granted = grantedThreads
    guard granted < threads else { return }
    let limits = ["OMP_THREAD_LIMIT", "OMP_MAX_ACTIVE_LEVELS"].compactMap { name in
      ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
    }
    throw .combination(
      "threads is \(threads), but OpenMP gives an operation only \(granted) here"
        + (limits.isEmpty ? "" : " (\(limits.joined(separator: ", ")))"))
  }
}
