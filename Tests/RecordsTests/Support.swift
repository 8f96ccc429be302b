import Architectures
import Foundation
import GRDB
import Testing
import Tracking

@testable import Records

/// Runs `body` with a new empty folder, which is gone afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// All rows of all tables.
func dump(_ folder: URL) throws -> [String: [[DatabaseValue]]] {
  var configuration = Configuration()
  configuration.readonly = true
  let database = try DatabaseQueue(
    path: RunIndex.file(in: folder).path, configuration: configuration)
  return try database.read { database throws in
    try Schema.tables.reduce(into: [:]) { tables, table in
      let columns = try database.columns(in: table).map(\.name).joined(separator: ", ")
      tables[table] = try Row.fetchAll(
        database, sql: "SELECT * FROM \(table) ORDER BY \(columns)"
      ).map { Array($0.databaseValues) }
    }
  }
}

/// The number of rows of a table.
func count(_ table: String, in index: RunIndex) throws -> Int {
  try index.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
}

/// Checks that the index has what one made anew would have.
func expectTruth(in folder: URL, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let grown = try dump(folder)
  _ = try RunIndex.rebuild(folder: folder)
  let anew = try dump(folder)
  for table in Schema.tables {
    #expect(grown[table] == anew[table], "\(table)", sourceLocation: sourceLocation)
  }
}
