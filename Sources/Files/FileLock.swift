internal import Foundation

/// A file that one process at a time holds; the system lets go of it when the process ends, however it ends.
///
/// The file has the number of that process in it, and is gone when the lock is let go in good order.
package final class FileLock {
  /// Why a lock could not be had.
  package enum Refusal: Error {
    /// Another process holds it; its number, where it can be read.
    case held(process: Int32?)
    case failed(FileFailure)
  }

  private let path: String
  private let file: Int32
  /// False where the file system has no locks: then nothing keeps others out.
  package let isEffective: Bool

  /// Whether a process held it before that was killed.
  package let wasLeftBehind: Bool

  /// Takes the lock, or refuses at once.
  package init(_ path: String) throws(Refusal) {
    self.path = path
    var looks = 5
    while true {
      let file: Int32
      do throws(FileFailure) {
        file = try system(path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
      } catch {
        throw .failed(error)
      }
      var isEffective = true
      do throws(FileFailure) {
        try system(path) { flock(file, LOCK_EX | LOCK_NB) }
      } catch {
        if error.code == EWOULDBLOCK {
          defer { close(file) }
          // Who only looks at it lets go at once.
          if looks > 0 {
            looks -= 1
            usleep(1000)
            continue
          }
          throw .held(process: Self.holder(file))
        }
        isEffective = false
      }
      // Who let it go may have removed the file after it was opened here: then it is another's file by now.
      guard !isEffective || Self.isStillNamed(file, path) else {
        close(file)
        continue
      }
      self.file = file
      self.isEffective = isEffective
      wasLeftBehind = lseek(file, 0, SEEK_END) > 0
      let number = Array("\(getpid())\n".utf8)
      ftruncate(file, 0)
      pwrite(file, number, number.count, 0)
      return
    }
  }

  /// Lets the lock go.
  deinit {
    unlink(path)
    close(file)
  }

  private static func isStillNamed(_ file: Int32, _ path: String) -> Bool {
    var (own, named) = (stat(), stat())
    return fstat(file, &own) == 0 && lstat(path, &named) == 0
      && (own.st_dev, own.st_ino) == (named.st_dev, named.st_ino)
  }

  /// The number in the file; the process that took it may need a moment to write it.
  static func holder(_ file: Int32) -> Int32? {
    for _ in 0..<50 {
      var text = [UInt8](repeating: 0, count: 16)
      let count = pread(file, &text, text.count, 0)
      if count > 0, let number = Int32(String(decoding: text[..<(count - 1)], as: UTF8.self)) {
        return number
      }
      usleep(2000)
    }
    return nil
  }
}
