internal import ArgumentParser
internal import Foundation
internal import Training

/// What the parser does not see: a second file in place of the first, and help on what is not there.
enum CommandLineCheck {
  /// Refuses a command that is not there, and a second `--config`, which would silently replace the first.
  ///
  /// Of any other option, the last value counts.
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
        // What is no command may be an argument of the one that stands for none.
        let isArgument =
          FileManager.default.fileExists(atPath: name)
          || closest(to: name, among: commands.map { $0._commandName }) == nil
        if !isHelp, command.configuration.defaultSubcommand != nil, isArgument { break }
        throw ValidationError(unknown(name, commands.map { $0._commandName }))
      }
      command = next
    }
    guard !isHelp else { return }
    let files = arguments.prefix { $0 != "--" }
      .count { $0 == "--config" || $0.hasPrefix("--config=") }
    guard files < 2 else { throw ValidationError("--config is given twice, expected once") }
  }

  private static func unknown(_ name: String, _ names: [String]) -> String {
    "there is no command '\(name)', "
      + (closest(to: name, among: names).map { "did you mean \($0)?" }
        ?? "expected one of \(names.joined(separator: ", "))")
  }

}
