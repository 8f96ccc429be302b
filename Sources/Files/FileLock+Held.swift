internal import Foundation

extension FileLock {
  /// Whether a process holds the lock at this moment; false where the file system has no locks.
  ///
  /// Looking shares the lock for an instant, which who wants to take it waits out.
  package static func isHeld(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file != -1 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK
  }
}
