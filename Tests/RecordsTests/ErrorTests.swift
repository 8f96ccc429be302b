import Foundation
import GRDB
import Testing

@testable import Records

struct ErrorTests {
  private func error(_ code: ResultCode, _ message: String? = nil) -> RecordsError {
    RecordsError(DatabaseError(resultCode: code, message: message), at: "/runs/nas.sqlite")
  }

  @Test(arguments: [
    ResultCode.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_BUSY_SNAPSHOT, .SQLITE_PROTOCOL, .SQLITE_SCHEMA,
    .SQLITE_INTERRUPT, .SQLITE_READONLY_DBMOVED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_IOERR_READ,
    .SQLITE_NOMEM,
  ])
  func whatMayPassIsTriedAgain(code: ResultCode) {
    let error = error(code)
    #expect(error.isPassing)
    #expect("\(error)".hasPrefix("cannot write /runs/nas.sqlite: "))
  }

  /// A rebuild is offered only where it mends something.
  @Test(arguments: [ResultCode.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_CORRUPT_VTAB, .SQLITE_ERROR])
  func whatIsNoIndexIsDamaged(code: ResultCode) {
    let error = error(code, "no such table: runs")
    #expect(!error.isPassing)
    #expect(
      "\(error)" == "/runs/nas.sqlite is no index of runs (no such table: runs); "
        + "nas runs --rebuild puts one in its place")
  }

  @Test(arguments: [
    ResultCode.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_READONLY_DIRECTORY, .SQLITE_PERM,
    .SQLITE_AUTH, .SQLITE_NOLFS, .SQLITE_MISUSE, .SQLITE_TOOBIG, .SQLITE_MISMATCH,
    .SQLITE_INTERNAL, .SQLITE_ABORT,
  ])
  func theRestIsNeither(code: ResultCode) {
    let error = error(code, "so it is")
    #expect(!error.isPassing)
    #expect("\(error)" == "cannot write /runs/nas.sqlite: so it is")
  }

  @Test func tablesThatTakeNothingAreNamed() throws {
    try withTemporaryFolder { folder throws in
      _ = try MadeRun(folder.appending(path: "a"))
      let index = try RunIndex(folder: folder)
      try index.database.write { database throws in
        try database.execute(
          sql: """
            CREATE TRIGGER none BEFORE INSERT ON runs
            BEGIN SELECT RAISE(ABORT, 'closed today'); END
            """)
      }
      #expect(
        saying("nas.sqlite: its tables do not take what a run has (closed today)") {
          try index.updateAll()
        })
    }
  }
}
