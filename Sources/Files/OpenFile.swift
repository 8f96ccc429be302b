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

/// The bytes from where an open file stands to its end.
func contentsOfFile(_ descriptor: Int32, at path: String) throws(FileFailure) -> Data {
  var status = stat()
  try system(path) { fstat(descriptor, &status) }
  // The size of what is no file, such as a folder, may be any number.
  let size = min(max(0, Int(status.st_size)), 1 << 28)
  guard HostMemory.has(size) else { throw FileFailure(path: path, code: ENOMEM) }
  var data = Data(capacity: size)
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = try system(path) { read(descriptor, &buffer, buffer.count) }
    if count == 0 { return data }
    data.append(contentsOf: buffer[..<count])
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
