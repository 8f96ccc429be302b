internal import Files
internal import Foundation
internal import Tracking

/// The one event file of a run: `tensorboard/events.out.tfevents.SECONDS.ID`.
///
/// The seconds, since 1970, are those at which the run began. They stand in the name alone, so that a file that is made
/// again has the same times.
struct EventFile {
  private static let prefix = "events.out.tfevents."

  /// When the run began, in seconds since 1970.
  let start: Int
  private let url: URL
  /// Beside the folder, under a name that TensorBoard does not look for; a run that goes on removes what is left of it.
  private let partial: URL
  /// What the file holds when nobody else wrote to it.
  private var size = 0

  /// Finds the file of a run, or names the one to make: by when the run's `config.json` was written.
  /// - Throws: `RunError` where the folder or the file's date cannot be read.
  init(in folder: RunFolder, id: String) throws(RunError) {
    let names = try Self.names(in: folder.tensorBoard)
    let known = names.compactMap { Self.start(in: $0, id: id) }.min()
    if let known {
      start = known
    } else {
      start = try Self.modificationDate(of: folder.configuration)
    }
    url = folder.tensorBoard.appending(
      path: Self.prefix + String(format: "%010ld", start) + "." + id)
    partial = folder.url.appending(path: ".tensorboard.partial")
  }

  /// Makes the file hold these bytes and no others.
  ///
  /// A file that holds the first of them is only continued: a TensorBoard that reads it goes on reading.
  /// - Throws: `RunError.unwritable`; the file is as it was then.
  mutating func replace(with data: Data) throws(RunError) {
    do throws(FileFailure) {
      let old = try DurableFile.contents(of: url)
      if let old, data.prefix(old.count) == old {
        if old.count < data.count { try DurableFile.append(data.dropFirst(old.count), to: url) }
      } else {
        try makeFolder()
        try DurableFile.write(data, to: partial)
        guard rename(partial.path, url.path) == 0 else {
          let code = errno
          unlink(partial.path)
          throw FileFailure(path: url.path, code: code)
        }
      }
    } catch {
      throw .unwritable(path: error.path, reason: error.reason)
    }
    size = data.count
  }

  /// Appends bytes.
  /// - Returns: Whether it could; it does not where the file is not as it was left.
  /// - Throws: `RunError.unwritable`; the file is as it was then.
  mutating func append(_ data: Data) throws(RunError) -> Bool {
    var status = stat()
    guard stat(url.path, &status) == 0, Int(status.st_size) == size else { return false }
    do throws(FileFailure) {
      try DurableFile.append(data, to: url)
    } catch {
      throw .unwritable(path: error.path, reason: error.reason)
    }
    size += data.count
    return true
  }

  private func makeFolder() throws(FileFailure) {
    let path = url.deletingLastPathComponent().path
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw FileFailure(path: path, code: errno)
    }
  }

  private static func names(in folder: URL) throws(RunError) -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw .unreadable(path: folder.path, reason: systemReason(error))
    }
  }

  /// The seconds in a name; nil where it is not one of these.
  private static func start(in name: String, id: String) -> Int? {
    guard name.hasPrefix(prefix), name.hasSuffix(".\(id)") else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(id.count + 1)
    return digits.count == 10 && digits.allSatisfy(\.isWholeNumber) ? Int(digits) : nil
  }

  private static func modificationDate(of file: URL) throws(RunError) -> Int {
    do {
      let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
      return max(0, Int((date as? Date ?? Date()).timeIntervalSince1970))
    } catch {
      throw .unreadable(path: file.path, reason: systemReason(error))
    }
  }
}
