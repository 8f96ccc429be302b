internal import Files
public import Foundation
internal import GRDB

extension RunIndex {
  /// Makes the index of a folder anew from the folders of its runs, and puts it in place of the one that is there.
  ///
  /// It is made in a file beside. Where a database is there, its contents are replaced in one transaction, because other
  /// programs may have it open: a new file under the name of theirs would meet the log that they write. A file that is
  /// no database is replaced by the new one. A folder without runs stays without an index: that is then in memory alone.
  ///
  /// - Parameters:
  ///   - folder: The folder of runs.
  ///   - patience: Seconds to wait for other programs that write to it.
  ///   - progress: Is told after every folder how many of all have been read.
  /// - Returns: The new index.
  /// - Throws: `RecordsError`; what was there is then as it was.
  public static func rebuild(
    folder: URL, patience: Double = 0.25,
    progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws(RecordsError) -> RunIndex {
    guard isWanted(in: folder) else { return try inMemory(of: folder) }
    let path = file(in: folder).path
    let new = folder.appending(path: ".\(fileName).\(getpid()).partial").path
    for suffix in suffixes { unlink(new + suffix) }
    defer { for suffix in suffixes { unlink(new + suffix) } }
    do {
      let made = try DatabaseQueue(path: new, configuration: configuration(0, inWAL: false))
      try RunIndex(folder: folder, path: new, made).updateAll(progress: progress)
      if try !replaceContents(of: path, by: made, patience) {
        try made.close()
        for suffix in suffixes.dropFirst() { unlink(path + suffix) }
        guard rename(new, path) == 0 else { throw FileFailure(path: path, code: errno) }
        try syncFolder(folder.path)
      }
    } catch let failure as FileFailure {
      throw .failed(path: path, reason: failure.reason, isPassing: false)
    } catch {
      throw RecordsError(error, at: path)
    }
    return try RunIndex(folder: folder, patience: patience)
  }

  /// What SQLite calls the files of a database, after its name.
  private static let suffixes = ["", "-wal", "-shm", "-journal"]

  /// Whether there was a database whose contents could be replaced.
  private static func replaceContents(
    of path: String, by new: DatabaseQueue, _ patience: Double
  ) throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return false }
    do {
      let old = try DatabaseQueue(path: path, configuration: configuration(patience, inWAL: true))
      try new.backup(to: old)
      try old.close()
      return true
    } catch let error as DatabaseError {
      guard [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) else { throw error }
      return false
    }
  }
}
