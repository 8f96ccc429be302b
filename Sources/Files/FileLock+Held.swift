internal import Foundation

extension FileLock {
  /// Whether a process holds the lock at this moment; false where the file system has no locks.
  ///
  /// Looking shares the lock for an instant, which who wants to take it waits out.
  package static func isHeld(_ path: String) -> Bool { isHeld(path) { _ in true } }

  /// Whether a process other than this one holds the lock; so counts one that cannot be told.
  package static func isHeldByAnother(_ path: String) -> Bool {
    isHeld(path) { holder($0) != getpid() }
  }

  private static func isHeld(_ path: String, where isMeant: (_ file: Int32) -> Bool) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file != -1 else { return false }
    defer { close(file) }
    guard flock(file, LOCK_SH | LOCK_NB) == -1, errno == EWOULDBLOCK else { return false }
    return isMeant(file)
  }
}
