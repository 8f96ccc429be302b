package import Tracking

/// All hyperparameters of a method.
package struct HyperparameterTable<Options> {
  package let entries: [Hyperparameter<Options>]
  /// Keys that set several others at once, such as `epochs`.
  package let shorthands: [String: [String]]

  package init(_ entries: [Hyperparameter<Options>], shorthands: [String: [String]] = [:]) {
    self.entries = entries
    self.shorthands = shorthands
  }

  /// Every value by key.
  package func settings(of options: Options) -> [String: Setting] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.get(options)) })
  }

  /// Changes one value, or those a shorthand stands for.
  package func set(
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

  /// Changes values as a command line says: `--key value`, `--key=value`, and `--key` alone for a truth value.
  package func apply(_ arguments: [String], to options: inout Options) throws(ConfigurationError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else {
        throw .unknownKey("'\(argument)'", nearest: nil)
      }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts.first.map(String.init) ?? ""
      if parts.count == 2 {
        try set(key, to: .text(String(parts[1])), in: &options)
      } else if let value = rest.first, !value.hasPrefix("--") {
        rest = rest.dropFirst()
        try set(key, to: .text(value), in: &options)
      } else if entries.first(where: { $0.key == key })?.expected == Bool.kind {
        try set(key, to: .flag(true), in: &options)
      } else {
        let keys = shorthands[key] ?? [key]
        guard let entry = entries.first(where: { keys.contains($0.key) }) else {
          throw .unknownKey(key, nearest: nearest(to: key))
        }
        throw .missingValue(key: key, expected: entry.expected)
      }
    }
  }

  /// The known key that differs least, if any is near.
  private func nearest(to key: String) -> String? {
    let known = entries.map(\.key) + shorthands.keys.sorted()
    let best = known.min { editDistance($0, key) < editDistance($1, key) }
    return best.flatMap { editDistance($0, key) <= max(2, key.count / 3) ? $0 : nil }
  }
}

/// Insertions, deletions and replacements between two words (Levenshtein).
package func editDistance(_ left: String, _ right: String) -> Int {
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
