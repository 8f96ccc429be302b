internal import Foundation
internal import Tracking

/// A file that an option says to write.
///
/// It is new, or a pipe or a device, which are written into. What is there already is never overwritten, nor what a
/// link leads to.
struct OutputFile {
  let url: URL
  private let isStream: Bool

  /// Looks at what is there.
  ///
  /// - Parameters:
  ///   - path: Of the file.
  ///   - option: What names it.
  /// - Throws: `InputFault.occupied`
  init(_ path: String, option: String) throws(InputFault) {
    url = URL(filePath: path)
    guard url.isThere else {
      isStream = false
      return
    }
    var status = stat()
    // Of a link, what it leads to.
    guard stat(path, &status) == 0, [S_IFIFO, S_IFCHR].contains(status.st_mode & S_IFMT) else {
      throw .occupied(path: path, option: option)
    }
    isStream = true
  }

  /// Writes whole or not at all, where that can be.
  func write(_ text: String) throws(RunError) {
    guard isStream else {
      return try RunFolder(url.deletingLastPathComponent()).write(text, to: url)
    }
    do {
      try Data(text.utf8).write(to: url)
    } catch {
      throw .unwritable(path: url.path, reason: systemReason(error))
    }
  }
}

extension URL {
  /// Whether the name is taken, be it by a link that leads nowhere.
  var isThere: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
