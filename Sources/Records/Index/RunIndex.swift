public import Foundation
internal import GRDB

/// An index of a folder of runs: `nas.sqlite` in it, for queries over all of them.
///
/// The folders of the runs are the truth. The index has nothing that they do not have, can be made anew at any time, and
/// grows by `update` alone, which makes what it has of a run equal to the run's folder.
public final class RunIndex: Sendable {
  /// What the file is called.
  public static let fileName = "nas.sqlite"

  /// The folder of runs.
  public let folder: URL
  let database: DatabaseQueue
  /// What errors call the file.
  let path: String

  /// Opens the index of a folder of runs, or makes it where there is none; nothing is taken up yet.
  ///
  /// - Parameters:
  ///   - folder: The folder of runs.
  ///   - patience: Seconds to wait for other programs that write to it.
  /// - Throws: `RecordsError`; a file that is no index stays as it is.
  public convenience init(folder: URL, patience: Double = 0.25) throws(RecordsError) {
    let path = Self.file(in: folder).path
    do {
      try self.init(folder: folder, path: path, Self.opened(path, patience))
    } catch {
      throw RecordsError(error, at: path)
    }
  }

  /// An index that is in memory alone: for a folder that nothing can be written to.
  public static func inMemory(of folder: URL) throws(RecordsError) -> RunIndex {
    do {
      return try RunIndex(
        folder: folder, path: file(in: folder).path,
        DatabaseQueue(configuration: configuration(0, inWAL: false)))
    } catch {
      throw RecordsError(error, at: file(in: folder).path)
    }
  }

  /// Takes a database that may be new.
  init(folder: URL, path: String, _ database: DatabaseQueue) throws {
    self.folder = folder
    self.path = path
    self.database = database
    try Self.prepare(database, path)
  }

  /// The file of a folder's index.
  public static func file(in folder: URL) -> URL { folder.appending(path: fileName) }

  static func configuration(_ patience: Double, inWAL: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    guard inWAL else { return configuration }
    // GRDB's own setting would write to the file whenever it is opened.
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    return configuration
  }

  /// What SQLite says of a file that another process is making: of its tables, and of the step into WAL, for which it
  /// does not wait by itself.
  private static let beingMade: [ResultCode] = [
    .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_SCHEMA, .SQLITE_BUSY,
  ]

  /// The file's database with its tables; where another process is making them, after a while.
  private static func opened(_ path: String, _ patience: Double) throws -> DatabaseQueue {
    let end = DispatchTime.now() + patience
    while true {
      do {
        let database = try DatabaseQueue(
          path: path, configuration: configuration(patience, inWAL: true))
        try prepare(database, path)
        return database
      } catch let error as DatabaseError
        where beingMade.contains(error.resultCode) && DispatchTime.now() < end
      {
        usleep(20_000)
      }
    }
  }

  /// Makes the tables where they are not there.
  private static func prepare(_ database: DatabaseQueue, _ path: String) throws {
    let isReady = try database.read { database in
      if try Schema.migrator.hasBeenSuperseded(database) { throw RecordsError.newer(path: path) }
      let names = try String.fetchSet(database, sql: "SELECT name FROM sqlite_master")
      guard names.isEmpty || names.contains("grdb_migrations") else {
        throw RecordsError.damaged(path: path, reason: "it is another program's database")
      }
      return try Schema.migrator.hasCompletedMigrations(database)
    }
    if !isReady { try Schema.migrator.migrate(database) }
  }
}
