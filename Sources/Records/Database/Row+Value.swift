internal import GRDB

extension Row {
  /// The value of a column; nil where it is NULL or of another kind, or where there is no such column.
  ///
  /// GRDB's own access ends the program there, and a file may hold anything.
  func value<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) -> Value? {
    (self[column] as DatabaseValue?).flatMap { Value.fromDatabaseValue($0) }
  }
}
