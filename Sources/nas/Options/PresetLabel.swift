internal import Tracking
internal import Training

extension Hyperparameters {
  /// The preset from which fewest values differ; of several that are as near, `preferred`.
  func nearestPreset(or preferred: Preset) -> Preset {
    let settings = Self.table.settings(of: self)
    let counts = ([preferred] + Preset.allCases).map { Self.changes(of: settings, from: $0) }
    let best = counts.indices.min { (counts[$0], $0) < (counts[$1], $1) } ?? 0
    return ([preferred] + Preset.allCases)[best]
  }

  /// What values are called: `cpu preset`, or `cpu preset, 2 values changed`.
  static func label(of settings: [String: Setting], from preset: Preset) -> String {
    let changes = changes(of: settings, from: preset)
    return "\(preset.rawValue) preset"
      + (changes == 0 ? "" : ", \(counted(changes, "value")) changed")
  }

  private static func changes(of settings: [String: Setting], from preset: Preset) -> Int {
    table.settings(of: Self.preset(preset)).count { settings[$0.key] != $0.value }
  }
}

extension RunConfiguration {
  /// What its hyperparameters are called.
  var presetLabel: String {
    guard let run = Method(named: method)?.run, let preset = Preset(rawValue: preset) else {
      return "\(preset) preset"
    }
    return Self.label(of: options, preset, run)
  }

  private static func label<Run: MethodRun>(
    of options: [String: Setting], _ preset: Preset, _ run: Run.Type
  ) -> String {
    Run.Options.label(of: options, from: preset)
  }
}
