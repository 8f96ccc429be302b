internal import Foundation

/// By what it is seen that a file has changed, and when that was.
struct FileStamp: Hashable {
  let size: Int
  /// The number of the file: another one has taken its name where this changes.
  let number: UInt64
  /// Nanoseconds since 1970.
  let modified: Int
  let isFile, isFolder: Bool

  /// Looks at a file or folder; nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// What an open file is.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    size = Int(status.st_size)
    number = UInt64(status.st_ino)
    modified = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    isFile = status.st_mode & S_IFMT == S_IFREG
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }

  /// The date of the last change.
  var date: Date { Date(timeIntervalSince1970: Double(modified) / 1e9) }
}
