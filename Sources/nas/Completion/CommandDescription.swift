internal import ArgumentParser
internal import Foundation

/// A command and what follows it, as the parser describes them.
struct CommandDescription: Decodable {
  private let commandName: String
  let abstract: String?
  private let defaultSubcommand: String?
  private let subcommands: [CommandDescription]?
  private let arguments: [ArgumentDescription]?

  /// As it is written.
  var name: String { commandName }
  var commands: [CommandDescription] { subcommands ?? [] }
  /// The one that stands where none is named.
  var defaultCommand: CommandDescription? { command(named: defaultSubcommand ?? "") }

  func command(named name: String) -> CommandDescription? { commands.first { $0.name == name } }

  /// Its options and flags.
  var options: [ArgumentDescription] {
    (arguments ?? []).filter { $0.kind != .positional && $0.shouldDisplay }
  }

  /// What it takes without a name, in order, with the number by which the parser knows it.
  private var positionals: [(number: Int, argument: ArgumentDescription)] {
    let all = (arguments ?? []).filter { $0.kind == .positional }
    return all.enumerated().map { ($0.offset, $0.element) }
  }

  /// What stands after so many arguments without a name; nil for nothing.
  func positional(after count: Int) -> (number: Int, argument: ArgumentDescription)? {
    let named = positionals.filter { !$0.argument.takesTheRest }
    if count < named.count { return named[count] }
    return named.last.flatMap { $0.argument.isRepeating ? $0 : nil }
  }

  /// What takes the options that the parser does not know.
  var rest: (number: Int, argument: ArgumentDescription)? {
    positionals.first { $0.argument.takesTheRest }
  }

  /// That of the whole program.
  static func program() throws -> CommandDescription {
    struct Tool: Decodable { let command: CommandDescription }
    return try JSONDecoder().decode(Tool.self, from: Data(NAS._dumpHelp().utf8)).command
  }
}

/// An option, a flag or an argument without a name.
struct ArgumentDescription: Decodable {
  enum Kind: String, Decodable { case positional, option, flag }

  /// What its value may be, where the parser knows.
  struct Completion: Decodable {
    struct List: Decodable { let values: [String] }
    struct File: Decodable { let extensions: [String] }
    struct Nothing: Decodable {}

    let list: List?
    let file: File?
    let directory, custom: Nothing?
  }

  private struct Name: Decodable { let kind, name: String }

  let kind: Kind
  let shouldDisplay, isRepeating: Bool
  let abstract: String?
  let completionKind: Completion?
  private let parsingStrategy: String
  private let names: [Name]?

  /// Whether it takes what nothing else takes.
  var takesTheRest: Bool { parsingStrategy == "allUnrecognized" }

  /// As they are written; the first is the one to offer.
  var spellings: [String] {
    let names = names ?? []
    let long = names.filter { $0.kind == "long" }.map { "--\($0.name)" }
    return long + names.filter { $0.kind != "long" }.map { "-\($0.name)" }
  }
}
