internal import Foundation
internal import GRDB
internal import Tracking

extension LineReader<EpochRecord>.Growth {
  /// Puts the epochs that are new; where the file is another one, those of before go.
  func save(of run: String, in database: Database) throws {
    if isAnew { try database.execute(sql: "DELETE FROM metrics WHERE run = ?", arguments: [run]) }
    let metrics = try RowWriter(
      database, "metrics",
      ["run", "stage", "epoch", "line", "loss", "accuracy", "seconds", "images_per_second"])
    let measurements = try RowWriter(
      database, "measurements", ["run", "stage", "epoch", "name", "value"])
    for (line, epoch) in values {
      try metrics.put([
        run, epoch.stage, epoch.epoch, line, epoch.loss, epoch.accuracy, epoch.seconds,
        epoch.imagesPerSecond,
      ])
      for (name, value) in epoch.values {
        try measurements.put([run, epoch.stage, epoch.epoch, name, value])
      }
    }
  }
}

extension LineReader<SearchSnapshot>.Growth {
  /// Puts the snapshots that are new; where the file is another one, those of before go.
  func save(of run: String, in database: Database) throws {
    if isAnew {
      for table in ["cells", "candidates"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
      }
    }
    let cells = try RowWriter(database, "cells", ["run", "stage", "epoch", "name", "state"])
    let candidates = try RowWriter(
      database, "candidates",
      [
        "run", "stage", "epoch", "number", "network", "parameters", "multiply_adds",
        "milliseconds", "loss", "accuracy",
      ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (_, snapshot) in values {
      for cell in snapshot.cells ?? [] {
        let state = String(decoding: try encoder.encode(cell), as: UTF8.self)
        try cells.put([run, snapshot.stage, snapshot.epoch, cell.name, state])
      }
      for (number, candidate) in zip(1..., snapshot.candidates ?? []) {
        try candidates.put([
          run, snapshot.stage, snapshot.epoch, number, candidate.network, candidate.parameters,
          candidate.multiplyAdds, candidate.milliseconds, candidate.loss, candidate.accuracy,
        ])
      }
    }
  }
}
