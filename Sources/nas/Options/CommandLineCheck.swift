internal import ArgumentParser
internal import Training

/// What the parser does not see: it takes the last of two values, and help on anything for help on everything.
enum CommandLineCheck {
  /// Refuses a command that is not there, and an option that is given twice.
  ///
  /// - Parameters:
  ///   - arguments: What follows the name of the program.
  ///   - root: The program.
  /// - Throws: `ValidationError`
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    let isHelp = arguments.first == "help"
    var command = root
    for name in arguments.dropFirst(isHelp ? 1 : 0) {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !name.hasPrefix("-") else { break }
      guard let next = commands.first(where: { $0._commandName == name }) else {
        throw ValidationError(unknown(name, commands.map { $0._commandName }))
      }
      command = next
    }
    guard !isHelp else { return }
    if let name = repeated(in: arguments, except: (command as? any Repeating.Type)?.repeated ?? [])
    {
      throw ValidationError("--\(name) is given twice, expected once")
    }
  }

  private static func unknown(_ name: String, _ names: [String]) -> String {
    "there is no command '\(name)', "
      + (closest(to: name, among: names).map { "did you mean \($0)?" }
        ?? "expected one of \(names.joined(separator: ", "))")
  }

  /// The first option that stands there a second time.
  private static func repeated(in arguments: [String], except repeatable: Set<String>) -> String? {
    var seen = repeatable
    return arguments.prefix { $0 != "--" }.lazy
      .filter { $0.hasPrefix("--") }
      .compactMap { $0.dropFirst(2).split(separator: "=").first.map(String.init) }
      .first { !repeatable.contains($0) && !seen.insert($0).inserted }
  }
}

/// A command with options that may be given several times.
protocol Repeating: ParsableCommand {
  /// Their names.
  static var repeated: Set<String> { get }
}
