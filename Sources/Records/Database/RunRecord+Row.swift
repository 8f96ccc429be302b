internal import GRDB

extension RunRecord {
  /// What stands in the row of the run, by column.
  var columns: [(name: String, value: (any DatabaseValueConvertible)?)] {
    [
      ("path", path), ("state", state.rawValue), ("id", id), ("method", method),
      ("dataset", dataset), ("preset", preset),
      ("seed", seed.map { Int64(exactly: $0)?.databaseValue ?? "\($0)".databaseValue }),
      ("device", device), ("threads", threads), ("libtorch", libtorch), ("commit_id", commit),
      ("format", format), ("started", started), ("updated", updated),
      ("test_accuracy", testAccuracy), ("validation_accuracy", validationAccuracy),
      ("parameters", parameters), ("non_zero_parameters", nonZeroParameters),
      ("multiply_adds", multiplyAdds), ("seconds", seconds), ("verdict", verdict),
      ("truth", truth), ("error", error),
    ]
  }

  /// Reads a row of the table `runs`.
  init(_ row: Row) {
    self.init(
      path: row.value("path") ?? "",
      state: row.value("state").flatMap { RunState(rawValue: $0) } ?? .damaged)
    (id, method) = (row.value("id"), row.value("method"))
    (dataset, preset) = (row.value("dataset"), row.value("preset"))
    seed =
      row.value("seed", as: Int64.self).flatMap { UInt64(exactly: $0) }
      ?? row.value("seed", as: String.self).flatMap { UInt64($0) }
    (device, threads, format) = (row.value("device"), row.value("threads"), row.value("format"))
    (libtorch, commit) = (row.value("libtorch"), row.value("commit_id"))
    (started, updated) = (row.value("started"), row.value("updated"))
    testAccuracy = row.value("test_accuracy")
    validationAccuracy = row.value("validation_accuracy")
    (parameters, nonZeroParameters) = (row.value("parameters"), row.value("non_zero_parameters"))
    (multiplyAdds, seconds) = (row.value("multiply_adds"), row.value("seconds"))
    (verdict, truth, error) = (row.value("verdict"), row.value("truth"), row.value("error"))
  }

  /// Makes the row of the run equal to this; what other tables have of the run stays.
  func save(in database: Database) throws {
    let names = columns.map(\.name)
    let changes = names.dropFirst().map { "\($0) = excluded.\($0)" }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO runs (\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (path) DO UPDATE SET \(changes.joined(separator: ", "))
        """)
    try statement.execute(arguments: StatementArguments(columns.map(\.value)))
  }
}
