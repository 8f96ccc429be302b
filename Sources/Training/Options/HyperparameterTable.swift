public import Tracking

/// All hyperparameters of a method.
public struct HyperparameterTable<Options> {
  /// In the order of their listing.
  public let entries: [Hyperparameter<Options>]
  /// Keys that set several others at once, such as `epochs`.
  public let shorthands: [String: [String]]

  /// Puts declarations together; keys differ.
  public init(_ entries: [Hyperparameter<Options>], shorthands: [String: [String]] = [:]) {
    self.entries = entries
    self.shorthands = shorthands
  }

  /// Every value by key.
  public func settings(of options: Options) -> [String: Setting] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.get(options)) })
  }

  /// Changes one value, or those a shorthand stands for.
  public func set(
    _ key: String, to setting: Setting, in options: inout Options
  ) throws(ConfigurationError) {
    if let keys = shorthands[key] {
      for key in keys { try set(key, to: setting, in: &options) }
      return
    }
    guard let entry = entries.first(where: { $0.key == key }) else {
      throw .unknownKey(key, nearest: nearest(to: key))
    }
    try entry.set(&options, setting)
  }

  /// The keys themselves, for those that stand for several.
  public func precise(_ keys: some Sequence<String>) -> Set<String> {
    Set(keys.flatMap { shorthands[$0] ?? [$0] })
  }

  /// Values with those first whose key stands for several: the keys themselves are more precise, wherever they stand.
  public func preciseLast(
    _ settings: [(key: String, value: Setting)]
  ) -> [(key: String, value: Setting)] {
    settings.filter { shorthands[$0.key] != nil } + settings.filter { shorthands[$0.key] == nil }
  }

  /// Changes values as a command line says: `--key value`, `--key=value`, and `--key` alone for a truth value.
  public func apply(_ arguments: [String], to options: inout Options) throws(ConfigurationError) {
    for (key, value) in preciseLast(try settings(arguments)) {
      try set(key, to: value, in: &options)
    }
  }

  /// The keys and values of a command line.
  public func settings(
    _ arguments: [String]
  ) throws(ConfigurationError) -> [(key: String, value: Setting)] {
    var settings: [(key: String, value: Setting)] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else {
        throw .unknownKey("'\(argument)'", nearest: nil)
      }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts.first.map(String.init) ?? ""
      if parts.count == 2 {
        settings.append((key, .text(String(parts[1]))))
      } else if let value = rest.first, !value.hasPrefix("--") {
        rest = rest.dropFirst()
        settings.append((key, .text(value)))
      } else if entries.first(where: { $0.key == key })?.kind == .flag {
        settings.append((key, .flag(true)))
      } else {
        throw fault(ofMissingValueFor: key)
      }
    }
    return settings
  }

  private func fault(ofMissingValueFor key: String) -> ConfigurationError {
    let keys = shorthands[key] ?? [key]
    return entries.first { keys.contains($0.key) }
      .map { .missingValue(key: key, expected: $0.expected) }
      ?? .unknownKey(key, nearest: nearest(to: key))
  }

  private func nearest(to key: String) -> String? {
    closest(to: key, among: entries.map(\.key) + shorthands.keys.sorted())
  }
}

/// The word that differs least from another, if any is near.
public func closest(to word: String, among words: [String]) -> String? {
  let best = words.min { editDistance($0, word) < editDistance($1, word) }
  return best.flatMap { editDistance($0, word) <= max(2, word.count / 3) ? $0 : nil }
}

/// Insertions, deletions and replacements between two words (Levenshtein).
public func editDistance(_ left: String, _ right: String) -> Int {
  // It is no less than that: enough to know for what nobody can have meant.
  let difference = abs(left.count - right.count)
  guard difference <= 32 else { return difference }
  let right = Array(right)
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let replaced = diagonal + (character == right[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
