package import Foundation

/// Reads files of folders that others may have made: nothing else is followed or waited for.
///
/// A link could lead to a file that is nobody's business here, a pipe would be waited for, a device may never end, and a
/// file without a limit would take all memory.
package enum RegularFile {
  /// The most bytes of a file that is read.
  package static let limit = 1 << 28

  /// Opens a file to read; nil where there is none.
  /// - Throws: What the system refused, or what is there in place of a file.
  package static func open(_ path: String) throws(FileFailure) -> FileHandle? {
    let file: Int32
    do throws(FileFailure) {
      file = try system(path) {
        Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      }
    } catch {
      if [ENOENT, ENOTDIR].contains(error.code) { return nil }
      throw error.code == ELOOP ? unexpected("a symbolic link", path, error.code) : error
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var status = stat()
    try system(path) { fstat(file, &status) }
    switch status.st_mode & S_IFMT {
    case S_IFREG where status.st_size <= limit: return handle
    case S_IFREG:
      throw FileFailure(
        path: path, code: EFBIG,
        reason: "it has \(status.st_size) bytes, expected at most \(limit)")
    case S_IFDIR: throw FileFailure(path: path, code: EISDIR)
    default: throw unexpected("a pipe or a device", path, EINVAL)
    }
  }

  /// The bytes of a file; nil where there is none.
  /// - Throws: What the system refused, or what is there in place of a file.
  package static func bytes(of url: URL) throws(FileFailure) -> Data? {
    guard let file = try open(url.path) else { return nil }
    return try withExtendedLifetime(file) { () throws(FileFailure) in
      try contentsOfFile(file.fileDescriptor, at: url.path)
    }
  }

  /// What a file holds; nil where it cannot be read, is a link or is none.
  package static func contents(of url: URL) -> Data? { try? bytes(of: url) }

  private static func unexpected(_ found: String, _ path: String, _ code: Int32) -> FileFailure {
    FileFailure(path: path, code: code, reason: "it is \(found), expected a file")
  }
}
