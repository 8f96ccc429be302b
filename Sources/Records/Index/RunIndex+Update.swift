public import Foundation
internal import GRDB
internal import Tracking

extension RunIndex {
  /// Takes up what is new in a run's folder: what the index has of the run is then what its folder has.
  ///
  /// A folder that is gone, or holds no run, goes from the index. One that is damaged is in it, with what is wrong.
  ///
  /// - Parameters:
  ///   - run: The run's folder, somewhere in the folder of runs; a link in there that leads out of it leads to none.
  ///   - isEnding: Whether this process, if it works on the run, is about to let it go: the run then counts as stopped
  ///     or complete.
  /// - Returns: Whether anything had changed.
  /// - Throws: `RecordsError`; the index is then as it was.
  /// - Complexity: A few looks at the folder where nothing has changed; otherwise what is new in `metrics.jsonl` and
  ///   `snapshots.jsonl`, and the small files.
  @discardableResult
  public func update(_ run: URL, isEnding: Bool = false) throws(RecordsError) -> Bool {
    try update(relativePath(of: run), isEnding: isEnding)
  }

  /// Takes up what is new in all folders of runs, and forgets those that are gone.
  ///
  /// - Parameter progress: Told after every folder how many of all have been looked at.
  /// - Returns: The number of runs that had changed.
  /// - Throws: `RecordsError`
  /// - Complexity: A few looks at each folder that has not changed.
  @discardableResult
  public func updateAll(
    progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws(RecordsError) -> Int {
    let indexed = try reading { database in
      try Row.fetchAll(database, sql: "SELECT run, fingerprint FROM indexed")
        .reduce(into: [String: String]()) { known, row in
          known[row.value("run") ?? ""] = row.value("fingerprint")
        }
    }
    let found = RunFolders.paths(in: folder)
    var changed = 0
    for (number, path) in found.enumerated() {
      defer { progress(number + 1, found.count) }
      let fingerprint = Fingerprint(runFolder(path))
      if indexed[path] != fingerprint.text, try update(path) { changed += 1 }
    }
    for path in Set(indexed.keys).subtracting(found) where try update(path) { changed += 1 }
    return changed
  }

  private func update(_ path: String, isEnding: Bool = false) throws(RecordsError) -> Bool {
    let run = runFolder(path)
    while true {
      let before = try reading { try IndexedRun.of(path, in: $0) }
      guard RunFolders.isInside(path, of: folder), FileStamp(run.configuration.path) != nil else {
        guard before != nil else { return false }
        try writing { database in
          try database.execute(sql: "DELETE FROM runs WHERE path = ?", arguments: [path])
        }
        return true
      }
      let fingerprint = Fingerprint(run, isEnding: isEnding)
      guard before?.fingerprint != fingerprint.text else { return false }
      var found = FolderReading(run, path: path, fingerprint: fingerprint)
      func grown<Line>(_ reader: LineReader<Line>, _ place: LinePlace?) -> LineReader<Line>.Growth {
        let hasChanged = fingerprint.hasChanged(reader.file, since: before?.fingerprint ?? "")
        return reader.read(after: place ?? .beginning, hasChanged: hasChanged)
      }
      let metrics = grown(.metrics(of: run), before?.metrics)
      let snapshots = grown(.snapshots(of: run), before?.snapshots)
      found.add(metrics: metrics.fault, snapshots: snapshots.fault)
      let isDone = try writing { [found] database in
        // Another process may have taken up the same lines since.
        guard try IndexedRun.of(path, in: database) == before else { return false }
        try found.save(in: database)
        try metrics.save(of: path, in: database)
        try snapshots.save(of: path, in: database)
        try IndexedRun(
          fingerprint: fingerprint.text, metrics: metrics.place, snapshots: snapshots.place
        ).save(of: path, in: database)
        return true
      }
      if isDone { return true }
    }
  }

  func runFolder(_ path: String) -> RunFolder { RunFolder(folder.appending(path: path)) }

  private func relativePath(of run: URL) throws(RecordsError) -> String {
    for (run, folder) in [
      (run.standardizedFileURL, folder.standardizedFileURL),
      (run.resolvingSymlinksInPath(), folder.resolvingSymlinksInPath()),
    ] where run.path.hasPrefix(folder.path + "/") {
      let path = String(run.path.dropFirst(folder.path.count + 1))
      if RunFolders.isInside(path, of: folder) { return path }
    }
    throw .outside(run: run.path, folder: folder.path)
  }
}

extension RunIndex {
  func reading<Value>(_ body: (Database) throws -> Value) throws(RecordsError) -> Value {
    do {
      return try database.read(body)
    } catch {
      throw RecordsError(error, at: path)
    }
  }

  private func writing<Value>(
    _ body: (Database) throws -> Value
  ) throws(RecordsError) -> Value {
    do {
      return try database.write(body)
    } catch {
      throw RecordsError(error, at: path)
    }
  }
}
