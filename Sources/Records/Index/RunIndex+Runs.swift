internal import GRDB

extension RunIndex {
  /// The runs that are wanted, as the index has them.
  ///
  /// - Parameters:
  ///   - filter: Which ones.
  ///   - order: What they are sorted by; equal ones by path.
  ///   - isReversed: Whether the last come first; those without the value stay last.
  ///   - limit: How many at most.
  /// - Returns: Their rows.
  /// - Throws: `RecordsError`
  public func runs(
    matching filter: RunFilter = RunFilter(), sortedBy order: RunOrder = .started,
    reversed isReversed: Bool = false, limit: Int? = nil
  ) throws(RecordsError) -> [RunRecord] {
    let (conditions, values) = filter.conditions
    let direction = order.isDescending != isReversed ? "DESC" : "ASC"
    let sql = """
      SELECT * FROM runs\(conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
      ORDER BY \(order.column) \(direction) NULLS LAST, path LIMIT ?
      """
    return try reading { database in
      try Row.fetchAll(database, sql: sql, arguments: StatementArguments(values + [limit ?? -1]))
        .map { RunRecord($0) }
    }
  }
}

extension RunFilter {
  fileprivate var conditions: (sql: [String], values: [any DatabaseValueConvertible]) {
    var (sql, values): ([String], [any DatabaseValueConvertible]) = ([], [])
    func add(_ condition: String, _ wanted: (any DatabaseValueConvertible)?...) {
      let wanted = wanted.compactMap(\.self)
      guard !wanted.isEmpty else { return }
      sql.append(condition)
      values += wanted
    }
    add("method = ?", method)
    add("dataset = ?", dataset)
    add("state = ?", state?.rawValue)
    add("test_accuracy >= ?", leastAccuracy)
    add("parameters <= ?", mostParameters)
    add("multiply_adds <= ?", mostMultiplyAdds)
    for choice in options {
      add(
        "EXISTS (SELECT 1 FROM options WHERE run = path AND key = ? AND value IN (?, ?))",
        choice.key, choice.value, number(choice.value) ?? choice.value.databaseValue)
    }
    return (sql, values)
  }
}

/// A text as SQLite has the number that it stands for; nil for other texts.
private func number(_ text: String) -> DatabaseValue? {
  if let whole = Int64(text) { return whole.databaseValue }
  return Double(text).flatMap { $0.isFinite ? $0.databaseValue : nil }
}
