internal import Foundation

/// By what it is seen that a file has changed, and when that was.
struct FileStamp: Hashable {
  let size: Int
  /// The number of the file: another one has taken its name where this changes.
  let number: UInt64
  /// When it last changed: seconds since 1970, which may be any number, and nanoseconds of the next.
  private let seconds, nanoseconds: Int
  let isFile, isFolder, isLink: Bool

  /// Looks at what a path names, which may be a link; nil where there is nothing.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
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
    (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
    let kind = status.st_mode & S_IFMT
    (isFile, isFolder, isLink) = (kind == S_IFREG, kind == S_IFDIR, kind == S_IFLNK)
  }

  /// The date of the last change.
  var date: Date { Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1e9) }

  /// All by which a change is seen.
  var text: String { "\(size) \(seconds).\(nanoseconds) \(number)" }
}
