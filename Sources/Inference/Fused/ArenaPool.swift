internal import Synchronization

/// Memories of one size that executions in several threads take and give back.
///
/// Fresh memory costs a small network about as much time as its execution.
final class ArenaPool: Sendable {
  private let size: Int
  private let free = Mutex<[Arena]>([])

  init(size: Int) { self.size = size }

  /// Runs a closure with a memory that no other has at the time.
  func withArena<Result>(_ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
    let arena = free.withLock { $0.popLast() } ?? Arena(size: size)
    defer { free.withLock { $0.append(arena) } }
    return body(arena.floats)
  }
}
