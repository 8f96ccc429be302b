internal import Files
public import Foundation

// Who may write into a run folder. The lock is `.lock`, which is there while a run is under way or after it was killed.
extension RunFolder {
  /// Runs what fills a folder with a new run, and keeps other processes out meanwhile.
  ///
  /// The folder is made where there is none; it is gone again where no run came of it.
  /// - Parameters:
  ///   - url: The folder.
  ///   - isTaken: What to do where it is there already: use it if it is empty, or take another, `url-2`, `url-3` and so
  ///     on. Of programs that ask for another at the same time, each gets one of its own.
  ///   - body: Is told the folder.
  /// - Returns: What `body` returns.
  /// - Throws: `RunError.occupied` and `notEmpty` where something is in the way; `held` where another process was
  ///   first.
  public static func begin<Result>(
    in url: URL, ifTaken isTaken: Taken = .useIfEmpty, _ body: (RunFolder) throws -> Result
  ) throws -> Result {
    let (folder, made) = try RunFolder(url).made(isTaken)
    defer {
      if !folder.has(folder.configuration) {
        // What is not empty stays.
        for path in [folder.checkpoints.path] + made.reversed() { rmdir(path) }
      }
    }
    return try folder.exclusively { lock in
      try folder.checkIsFree(afterKill: lock.wasLeftBehind)
      try folder.removeLeftovers()
      return try body(folder)
    }
  }

  /// What to do where a folder for a new run is there already.
  public enum Taken: Sendable {
    case useIfEmpty
    case takeAnother
  }

  /// Runs what goes on with the folder's run, and keeps other processes out meanwhile.
  /// - Throws: `RunError.missing` where no run is; `held` where another process works on it.
  public func goOn<Result>(_ body: () throws -> Result) throws -> Result {
    guard has(configuration) else { throw RunError.missing(path: configuration.path) }
    return try exclusively { _ in
      try removeLeftovers()
      return try body()
    }
  }

  /// Removes what a kill left in the folder of a complete run, where that can be: it may be read-only, or in use.
  public func tidyUp() {
    guard let names = try? names(in: url) + (has(checkpoints) ? names(in: checkpoints) : []),
      names.contains(where: { $0 == lock.lastPathComponent || DurableFile.isLeftover($0) })
    else { return }
    try? goOn {}
  }

  var lock: URL { url.appending(path: ".lock") }

  private func exclusively<Result>(_ body: (FileLock) throws -> Result) throws -> Result {
    let held: FileLock
    do throws(FileLock.Refusal) {
      held = try FileLock(lock.path)
    } catch {
      switch error {
      case .held(let process): throw RunError.held(path: url.path, process: process)
      case .failed(let failure):
        throw RunError.unwritable(path: url.path, reason: failure.reason)
      }
    }
    return try withExtendedLifetime(held) { try body(held) }
  }

  /// Makes the folder, and those above it.
  /// - Returns: It, or another, and those that were not there, from the outermost on.
  private func made(_ isTaken: Taken) throws(RunError) -> (RunFolder, made: [String]) {
    guard isTaken == .takeAnother else { return (self, try makeFolders()) }
    let above = try RunFolder(url.deletingLastPathComponent()).makeFolders()
    var number = 1
    while true {
      let path = number == 1 ? url.relativePath : "\(url.relativePath)-\(number)"
      if mkdir(path, 0o777) == 0 {
        let folder = RunFolder(URL(filePath: path))
        return (folder, above + [folder.url.path])
      }
      guard errno == EEXIST else { throw .writing(FileFailure(path: path, code: errno)) }
      number += 1
    }
  }

  /// Makes the folder and those above it.
  /// - Returns: Those that were not there, from the outermost on.
  private func makeFolders() throws(RunError) -> [String] {
    var missing: [String] = []
    var next = url.standardizedFileURL
    while !FileManager.default.fileExists(atPath: next.path), next.path != "/" {
      missing.insert(next.path, at: 0)
      next = next.deletingLastPathComponent()
    }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: next.path, isDirectory: &isFolder)
    guard isFolder.boolValue else { throw .writing(FileFailure(path: url.path, code: ENOTDIR)) }
    var made: [String] = []
    do throws(FileFailure) {
      for path in missing {
        if mkdir(path, 0o777) == 0 {
          made.append(path)
        } else if errno != EEXIST {
          throw FileFailure(path: url.path, code: errno)
        }
        try syncFolder(URL(filePath: path).deletingLastPathComponent().path)
      }
    } catch {
      for path in made.reversed() { rmdir(path) }
      throw .writing(error)
    }
    return made
  }

  /// Checks that nothing is in the folder but what a run left that was killed before it had begun.
  private func checkIsFree(afterKill: Bool) throws(RunError) {
    let names = try self.names(in: url)
    guard !names.contains(configuration.lastPathComponent) else {
      throw .occupied(path: url.path)
    }
    var own = [lock, checkpoints]
    // A run was here, and these are the first that it writes.
    if afterKill { own += [architecture, drawing] }
    let ownNames = Set(own.map(\.lastPathComponent))
    let inside = has(checkpoints) ? try self.names(in: checkpoints) : []
    let others = names.filter { !ownNames.contains($0) } + inside
    guard others.allSatisfy(DurableFile.isLeftover) else { throw .notEmpty(path: url.path) }
  }

  /// Removes what was being written when a process was killed.
  private func removeLeftovers() throws(RunError) {
    for folder in [url, checkpoints] where has(folder) {
      for name in try names(in: folder) where DurableFile.isLeftover(name) {
        let path = folder.appending(path: name).path
        guard unlink(path) == 0 || errno == ENOENT else {
          throw .writing(FileFailure(path: path, code: errno))
        }
      }
    }
  }

  private func names(in folder: URL) throws(RunError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw .unreadable(path: folder.path, reason: systemReason(error))
    }
  }

  /// Takes back the network of a run that could not begin.
  public func removeNetwork() { for file in [architecture, drawing] { unlink(file.path) } }

  /// Makes the folder, and that of its checkpoints.
  public func prepare() throws(RunError) { _ = try RunFolder(checkpoints).makeFolders() }

  /// Writes the configuration of a new run: from then on the folder holds one.
  /// - Throws: `RunError.occupied` when it holds a run already; nothing is overwritten.
  public func create(_ configuration: RunConfiguration) throws(RunError) {
    guard !has(self.configuration) else { throw .occupied(path: url.path) }
    try prepare()
    try write(configuration, to: self.configuration)
  }
}
