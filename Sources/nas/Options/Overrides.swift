internal import ArgumentParser
internal import Training

/// Hyperparameters from a preset, then a file, then the command line.
struct Overrides<Options: Hyperparameters> {
  var preset: Preset
  var file: String?
  var arguments: [String]
  /// The one that took the arguments.
  var command: any ParsableCommand.Type

  /// The options.
  func resolved() throws -> Options {
    var options = Options.preset(preset)
    if let file { try apply(ConfigurationFile(path: file), to: &options) }
    do {
      try Options.table.apply(arguments, to: &options)
    } catch ConfigurationError.unknownKey(let key, let nearest) {
      throw ConfigurationError.unknownKey(key, nearest: closest(to: key, nearest))
    }
    return options
  }

  /// The keys of the options that were given.
  func given() throws -> Set<String> {
    let inFile = try file.map { try ConfigurationFile(path: $0).settings().map(\.key) } ?? []
    return Options.table.precise(inFile + (try Options.table.settings(arguments).map(\.key)))
  }

  private func apply(_ file: ConfigurationFile, to options: inout Options) throws {
    let table = Options.table
    for (key, value) in table.preciseLast(try file.settings()) {
      do {
        try table.set(key, to: value, in: &options)
      } catch ConfigurationError.unknownKey
        where command.optionNames.contains(key) || Search.optionNames.contains(key)
      {
        throw ConfigurationError.combination(
          "in \(file.path): \(key) is not a hyperparameter, expected on the command line: --\(key)")
      } catch {
        throw ConfigurationError.combination("in \(file.path): \(error)")
      }
    }
  }

  /// The nearest of all names that the command takes; the table knows only the hyperparameters.
  private func closest(to key: String, _ nearest: String?) -> String? {
    let own = command.optionNames.filter { editDistance($0, key) <= max(1, key.count / 3) }
    return (own + [nearest].compactMap(\.self)).min {
      editDistance($0, key) < editDistance($1, key)
    }
  }
}

extension ParsableCommand {
  /// Names of the options that are not in a table of hyperparameters.
  fileprivate static var optionNames: [String] {
    helpMessage().matches(of: /--([a-z-]+)/).map { String($0.1) }
  }
}
