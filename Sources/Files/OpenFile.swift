internal import Foundation

/// An open file or folder; closed when the value ends.
struct OpenFile: ~Copyable {
  let path: String
  let descriptor: Int32

  /// Opens a file; one that is made has the permissions that the user's mask leaves.
  init(_ path: String, _ flags: Int32) throws(FileFailure) {
    self.path = path
    descriptor = try system(path) { open(path, flags | O_CLOEXEC, 0o666) }
  }

  deinit { close(descriptor) }

  /// Appends bytes at the file's position, all of them.
  borrowing func write(_ data: Data) throws(FileFailure) {
    var start = data.startIndex
    while start < data.endIndex {
      start += try system(path) {
        data[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      }
    }
  }

  /// Waits until the contents are where a loss of power cannot take them.
  borrowing func sync() throws(FileFailure) {
    #if canImport(Darwin)
      // There, fsync leaves them in the drive's memory.
      if fcntl(descriptor, F_FULLFSYNC) != -1 { return }
    #endif
    try system(path) { fsync(descriptor) }
  }
}

/// Waits until the names in a folder are where a loss of power cannot take them.
///
/// File systems that cannot do that for folders are left to themselves.
package func syncFolder(_ path: String) throws(FileFailure) {
  do throws(FileFailure) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
  } catch {
    guard [EINVAL, ENOTSUP, EACCES].contains(error.code) else { throw error }
  }
}
