internal import Architectures
internal import Datasets
internal import Tracking
internal import Training

extension RunConfiguration {
  /// What repeats the search: its method with its seed, and every hyperparameter that its preset has otherwise.
  ///
  /// Nil for `nas train`, whose network is not recorded but by its digest, and for images of a folder or a program.
  var command: String? {
    guard method != Method.train.name, let published = Dataset(named: dataset),
      data == nil || data?.digest == published.description.digest
    else { return nil }
    var words = ["nas", "search", method, "--dataset", dataset, "--preset", preset]
    words += ["--seed", "\(seed)", "--threads", "\(threads)"]
    if device != "cpu" { words += ["--device", device] }
    let ofPreset = presetSettings ?? [:]
    for (key, value) in options.sorted(by: { $0.key < $1.key })
    where ofPreset[key]?.canonical != value.canonical {
      words += ["--\(key)", value.text]
    }
    return words.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.+/:=,%@".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
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
