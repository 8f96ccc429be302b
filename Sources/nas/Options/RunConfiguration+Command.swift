internal import Architectures
internal import Tracking
internal import Training

extension RunConfiguration {
  /// What repeats the run: its method with its seed, and every hyperparameter that its preset has otherwise.
  ///
  /// The network of `nas train` is not in it but by its digest, nor is the place of the data.
  var command: String {
    var words = method == Method.train.name ? ["nas", "train"] : ["nas", "search", method]
    words += ["--dataset", dataset.legible, "--preset", preset, "--seed", "\(seed)"]
    words += ["--threads", "\(threads)"]
    if device != "cpu" { words += ["--device", device] }
    let ofPreset = presetSettings ?? [:]
    for (key, value) in options.sorted(by: { $0.key < $1.key })
    where ofPreset[key]?.canonical != value.canonical {
      words += ["--\(key)", value.text.legible]
    }
    return words.joined(separator: " ")
  }

  private var presetSettings: [String: Setting]? {
    guard let run = Method(named: method)?.run, let preset = Preset(rawValue: preset) else {
      return nil
    }
    return Self.settings(of: preset, run)
  }

  private static func settings<Run: MethodRun>(
    of preset: Preset, _ run: Run.Type
  ) -> [String: Setting] {
    Run.Options.table.settings(of: Run.Options.preset(preset))
  }
}
