public import Tracking

extension Hyperparameters {
  /// What of a run's recorded options this version does not know, and what it knows beside them.
  public static func unknownAndMissing(
    in settings: [String: Setting]
  ) -> (unknown: [String], missing: [String]) {
    let known = table.entries.map(\.key)
    return (
      settings.keys.filter { !known.contains($0) }.sorted(),
      known.filter { settings[$0] == nil }
    )
  }

  /// The options of a run that another version made: what it did not know has the value that was the behaviour then.
  ///
  /// - Parameters:
  ///   - settings: As recorded. Those that are unknown are left aside.
  ///   - preset: What the run's options started from.
  /// - Throws: `ConfigurationError` for a value that cannot be.
  public init(
    recordedByAnother settings: [String: Setting], preset: Preset
  ) throws(ConfigurationError) {
    self = Self.preset(preset)
    for entry in Self.table.entries {
      if let setting = settings[entry.key] ?? entry.before { try entry.set(&self, setting) }
    }
  }

  /// Changes options of a run that is under way, as a command line says.
  /// - Throws: `ConfigurationError` for one that may not change then.
  public mutating func change(_ arguments: [String]) throws(ConfigurationError) {
    let before = Self.table.settings(of: self)
    try Self.table.apply(arguments, to: &self)
    let fixed = Self.table.entries.first { !$0.mayChange && $0.get(self) != before[$0.key] }
    if let fixed {
      let free = Self.table.entries.filter(\.mayChange).map(\.key)
      throw .combination(
        "option \(fixed.key) cannot change while a run is under way, expected one of "
          + free.joined(separator: ", "))
    }
  }
}
