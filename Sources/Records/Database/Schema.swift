internal import GRDB

/// The tables of the index, which `docs/records.md` describes for people.
enum Schema {
  /// Brings a database to this version's tables.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    // Another process may make the same tables at the same time: see `RunIndex.prepare`.
    migrator.registerMigration("1") { try $0.execute(sql: runs + training + results + indexing) }
    return migrator
  }()

  /// All tables but those of the library.
  static let tables = [
    "runs", "options", "metrics", "measurements", "cells", "candidates", "stages", "times",
    "budgets", "artefacts", "verdicts", "indexed",
  ]

  private static let run = """
    run TEXT NOT NULL REFERENCES runs(path) ON DELETE CASCADE
    """

  // A seed may be larger than SQLite's whole numbers, and is a text then: hence no type.
  private static let runs = """
    CREATE TABLE runs (
      path TEXT NOT NULL PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'complete', 'damaged')),
      id TEXT, method TEXT, dataset TEXT, preset TEXT, seed,
      device TEXT, threads INTEGER, libtorch TEXT, commit_id TEXT, format INTEGER,
      started TEXT, updated TEXT,
      test_accuracy REAL, validation_accuracy REAL,
      parameters INTEGER, non_zero_parameters INTEGER, multiply_adds INTEGER, seconds REAL,
      verdict TEXT, truth TEXT, error TEXT
    ) WITHOUT ROWID;
    CREATE INDEX runs_by_accuracy ON runs(dataset, test_accuracy);
    CREATE INDEX runs_by_id ON runs(id);

    CREATE TABLE options (
      \(run), key TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('integer', 'number', 'flag', 'text')),
      value NOT NULL,
      PRIMARY KEY (run, key)
    ) WITHOUT ROWID;
    CREATE INDEX options_by_key ON options(key, value);

    CREATE TABLE artefacts (
      \(run), name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,
      PRIMARY KEY (run, name)
    ) WITHOUT ROWID;

    """

  private static let training = """
    CREATE TABLE metrics (
      \(run), stage TEXT NOT NULL, epoch INTEGER NOT NULL, line INTEGER NOT NULL,
      loss REAL NOT NULL, accuracy REAL NOT NULL, seconds REAL NOT NULL,
      images_per_second REAL NOT NULL,
      PRIMARY KEY (run, stage, epoch)
    ) WITHOUT ROWID;

    CREATE TABLE measurements (
      run TEXT NOT NULL, stage TEXT NOT NULL, epoch INTEGER NOT NULL, name TEXT NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (run, stage, epoch, name),
      FOREIGN KEY (run, stage, epoch) REFERENCES metrics ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX measurements_by_name ON measurements(name, run);

    CREATE TABLE cells (
      \(run), stage TEXT NOT NULL, epoch INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
      PRIMARY KEY (run, stage, epoch, name)
    );

    CREATE TABLE candidates (
      \(run), stage TEXT NOT NULL, epoch INTEGER NOT NULL, number INTEGER NOT NULL,
      network TEXT NOT NULL, parameters INTEGER NOT NULL, multiply_adds INTEGER NOT NULL,
      milliseconds REAL, loss REAL NOT NULL, accuracy REAL NOT NULL,
      PRIMARY KEY (run, stage, epoch, number)
    );
    CREATE INDEX candidates_by_loss ON candidates(run, loss);

    """

  private static let results = """
    CREATE TABLE stages (
      \(run), number INTEGER NOT NULL, name TEXT NOT NULL, test_accuracy REAL NOT NULL,
      parameters INTEGER NOT NULL, non_zero_parameters INTEGER NOT NULL,
      multiply_adds INTEGER NOT NULL, epochs INTEGER,
      PRIMARY KEY (run, number)
    ) WITHOUT ROWID;

    CREATE TABLE times (
      \(run), name TEXT NOT NULL, seconds REAL NOT NULL,
      PRIMARY KEY (run, name)
    ) WITHOUT ROWID;

    CREATE TABLE budgets (
      \(run), resource TEXT NOT NULL, most REAL NOT NULL, found REAL NOT NULL, measured REAL,
      first_met_epoch INTEGER, switched_off INTEGER NOT NULL, switched_on INTEGER NOT NULL,
      PRIMARY KEY (run, resource)
    ) WITHOUT ROWID;

    CREATE TABLE verdicts (
      \(run), kind TEXT NOT NULL CHECK (kind IN ('chance', 'hand')), name TEXT NOT NULL,
      accuracy REAL NOT NULL,
      PRIMARY KEY (run, kind, name)
    ) WITHOUT ROWID;

    """

  private static let indexing = """
    CREATE TABLE indexed (
      run TEXT NOT NULL PRIMARY KEY REFERENCES runs(path) ON DELETE CASCADE,
      fingerprint TEXT NOT NULL,
      metrics_start INTEGER NOT NULL, metrics_end INTEGER NOT NULL,
      metrics_lines INTEGER NOT NULL, metrics_last TEXT NOT NULL,
      snapshots_start INTEGER NOT NULL, snapshots_end INTEGER NOT NULL,
      snapshots_lines INTEGER NOT NULL, snapshots_last TEXT NOT NULL
    ) WITHOUT ROWID;

    """
}
