package import Foundation

/// Files that a crash, a kill or a loss of power leaves whole: as they were or as they should be.
package enum DurableFile {
  /// Replaces a file: writes a new one beside it, syncs it, gives it the name, and syncs the folder.
  ///
  /// After an error the old file is there, under its name or that of the kept one, and the new one is gone.
  /// - Parameters:
  ///   - data: The contents.
  ///   - url: The file.
  ///   - kept: A name for the old file, in the same folder; without it, the old file goes.
  /// - Throws: What the system refused.
  package static func write(
    _ data: Data, to url: URL, keepingOldAs kept: URL? = nil
  ) throws(FileFailure) {
    let folder = url.deletingLastPathComponent().path
    let new = "\(folder)/.\(url.lastPathComponent).\(getpid())\(partialSuffix)"
    do throws(FileFailure) {
      let file = try OpenFile(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
      try file.write(data)
      try file.sync()
      if let kept, rename(url.path, kept.path) != 0, errno != ENOENT {
        throw FileFailure(path: kept.path, code: errno)
      }
      try system(url.path) { rename(new, url.path) }
    } catch {
      unlink(new)
      throw FileFailure(path: url.path, code: error.code)
    }
    try syncFolder(folder)
  }

  /// Appends to a file, which is made where there is none; after an error it is as it was.
  ///
  /// Nothing is synced: see `sync`.
  package static func append(_ data: Data, to url: URL) throws(FileFailure) {
    let file = try OpenFile(url.path, O_WRONLY | O_CREAT | O_APPEND)
    let size = try system(url.path) { lseek(file.descriptor, 0, SEEK_END) }
    do throws(FileFailure) {
      try file.write(data)
    } catch {
      _ = ftruncate(file.descriptor, size)
      throw error
    }
  }

  /// Waits until what was appended to a file is on the disk, and the file's name too.
  package static func sync(_ url: URL) throws(FileFailure) {
    try OpenFile(url.path, O_WRONLY).sync()
    try syncFolder(url.deletingLastPathComponent().path)
  }

  /// The bytes of a file; nil where there is none.
  ///
  /// A pipe that a person named is read to its end; what is only found in a folder is for `RegularFile`.
  package static func contents(of url: URL) throws(FileFailure) -> Data? {
    do throws(FileFailure) {
      let file = try OpenFile(url.path, O_RDONLY)
      return try contentsOfFile(file.descriptor, at: url.path)
    } catch {
      guard ![ENOENT, ENOTDIR].contains(error.code) else { return nil }
      throw error
    }
  }

  private static let partialSuffix = ".partial"

  /// Whether a name is that of a file that was being written when its program was killed: by this project, or by
  /// Foundation, with which earlier versions wrote.
  package static func isLeftover(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(partialSuffix) || name.hasPrefix(".dat.nosync")
  }
}
