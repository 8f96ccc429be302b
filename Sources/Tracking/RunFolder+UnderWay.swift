internal import Files
internal import Foundation

extension RunFolder {
  /// Whether a process works on the run at this moment: it holds the lock of the folder.
  ///
  /// A lock that a kill left behind is held by nobody. False where the file system has no locks.
  public var isUnderWay: Bool { FileLock.isHeld(lock.path) }
}
