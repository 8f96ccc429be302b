internal import GRDB

/// Puts rows into a table.
struct RowWriter {
  private let statement: Statement

  /// Prepares for rows with values of these columns; the rows that they replace go.
  init(_ database: Database, _ table: String, _ columns: [String]) throws {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    )
  }

  /// Puts a row.
  func put(_ values: [(any DatabaseValueConvertible)?]) throws {
    try statement.execute(arguments: StatementArguments(values))
  }
}
