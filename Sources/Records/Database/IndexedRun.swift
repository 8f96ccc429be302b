internal import GRDB

/// What of a run's folder the index has taken up: a row of the table `indexed`.
struct IndexedRun: Equatable {
  /// How the folder was.
  var fingerprint: String
  /// Up to where lines were taken up.
  var metrics, snapshots: LinePlace

  /// What is known of a run; nil where the index has none of that path.
  static func of(_ run: String, in database: Database) throws -> IndexedRun? {
    try Row.fetchOne(
      database.cachedStatement(sql: "SELECT * FROM indexed WHERE run = ?"), arguments: [run]
    ).map(IndexedRun.init)
  }

  private init(_ row: Row) {
    // Others may have written anything into it.
    func place(_ file: String) -> LinePlace {
      guard let start: Int = row.value("\(file)_start"), let end: Int = row.value("\(file)_end"),
        let lines: Int = row.value("\(file)_lines"), let last: String = row.value("\(file)_last"),
        let place = LinePlace(start: start, end: end, lines: lines, last: last)
      else { return .unknown }
      return place
    }
    fingerprint = row.value("fingerprint") ?? ""
    (metrics, snapshots) = (place("metrics"), place("snapshots"))
  }

  /// Puts the values together.
  init(fingerprint: String, metrics: LinePlace, snapshots: LinePlace) {
    self.fingerprint = fingerprint
    self.metrics = metrics
    self.snapshots = snapshots
  }

  /// Makes the row of a run equal to this.
  func save(of run: String, in database: Database) throws {
    try RowWriter(
      database, "indexed",
      ["run", "fingerprint"]
        + ["metrics", "snapshots"].flatMap { file in
          ["start", "end", "lines", "last"].map { "\(file)_\($0)" }
        }
    ).put([
      run, fingerprint, metrics.start, metrics.end, metrics.lines, metrics.last, snapshots.start,
      snapshots.end, snapshots.lines, snapshots.last,
    ])
  }
}
