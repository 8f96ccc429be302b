internal import GRDB
internal import Tracking

extension FolderReading {
  /// Makes what tables have of the run's small files equal to them.
  func save(in database: Database) throws {
    try record.save(in: database)
    for table in ["options", "artefacts", "stages", "times", "budgets", "verdicts"] {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ?")
        .execute(arguments: [record.path])
    }
    try saveOptions(in: database)
    let artefacts = try RowWriter(database, "artefacts", ["run", "name", "path", "bytes"])
    for file in files {
      try artefacts.put([record.path, file.name, "\(record.path)/\(file.name)", file.bytes])
    }
    if let summary { try save(summary, in: database) }
  }

  private func saveOptions(in database: Database) throws {
    let options = try RowWriter(database, "options", ["run", "key", "type", "value"])
    for (key, setting) in configuration?.options ?? [:] {
      let (type, value): (String, any DatabaseValueConvertible) =
        switch setting {
        case .integer(let value): ("integer", value)
        case .number(let value): ("number", value)
        case .flag: ("flag", setting.text)
        case .text(let value): ("text", value)
        }
      try options.put([record.path, key, type, value])
    }
  }

  private func save(_ summary: Summary, in database: Database) throws {
    let stages = try RowWriter(
      database, "stages",
      [
        "run", "number", "name", "test_accuracy", "parameters", "non_zero_parameters",
        "multiply_adds", "epochs",
      ])
    for (number, stage) in zip(1..., summary.stages) {
      try stages.put([
        record.path, number, stage.name, stage.testAccuracy, stage.parameters,
        stage.nonZeroParameters, stage.multiplyAdds, stage.epochs,
      ])
    }
    let times = try RowWriter(database, "times", ["run", "name", "seconds"])
    for (name, seconds) in summary.seconds { try times.put([record.path, name, seconds]) }
    let budgets = try RowWriter(
      database, "budgets",
      [
        "run", "resource", "most", "found", "measured", "first_met_epoch", "switched_off",
        "switched_on",
      ])
    for budget in summary.budgets ?? [] {
      try budgets.put([
        record.path, budget.resource, budget.limit, budget.found, budget.measured,
        budget.firstMetEpoch, budget.switchedOff, budget.switchedOn,
      ])
    }
    let verdicts = try RowWriter(database, "verdicts", ["run", "kind", "name", "accuracy"])
    for (number, accuracy) in zip(1..., summary.verdict?.chance ?? []) {
      try verdicts.put([record.path, "chance", "random \(number)", accuracy])
    }
    for (name, accuracy) in summary.verdict?.hand ?? [:] {
      try verdicts.put([record.path, "hand", name, accuracy])
    }
  }
}
