internal import ArgumentParser
internal import Foundation

/// What a shell asks at TAB: `nas ---complete WORD...`, where the last word is the one to complete, perhaps empty.
///
/// The shells' scripts know nothing of commands and options, so that they never grow old.
struct CompletionRequest {
  /// What a command line begins with that asks.
  static let mark = "---complete"
  private static let scriptOption = "--generate-completion-script"

  private var command: CommandDescription
  private var path: [String] = []
  /// The options that are there, without their values.
  private var given: Set<String> = []
  /// How many arguments without a name there are.
  private var positionals = 0
  private var isTerminated = false
  /// The option whose value is to be completed.
  private var pending: String?
  private let words: [String]
  private let current: String

  /// Prints the answer where a command line asks for completion.
  ///
  /// - Parameter arguments: What follows the name of the program.
  /// - Returns: Whether it does.
  /// - Throws: `ValidationError` for a shell that is not known.
  static func answer(_ arguments: [String]) throws -> Bool {
    if arguments.first == mark {
      let lines = try CompletionRequest(Array(arguments.dropFirst())).lines()
      if !lines.isEmpty { print(lines.joined(separator: "\n")) }
      return true
    }
    let options = arguments.prefix { $0 != "--" }
    guard let asked = options.firstIndex(where: { $0.prefix { $0 != "=" } == scriptOption })
    else { return false }
    let shell =
      options[asked].contains("=")
      ? String(options[asked].dropFirst(scriptOption.count + 1))
      : options.dropFirst(asked + 1).first ?? CompletionShell.autodetected()?.rawValue ?? ""
    guard let script = CompletionScript(rawValue: shell) else {
      throw ValidationError(
        "there is no completion for the shell '\(shell)', expected one of "
          + CompletionScript.allCases.map(\.rawValue).joined(separator: ", "))
    }
    print(script.text)
    return true
  }

  private init(_ words: [String]) throws {
    self.words = Array(words.dropLast())
    current = words.last ?? ""
    command = try CommandDescription.program()
    for word in self.words { read(word) }
  }

  /// Takes a word that is before the one to complete.
  private mutating func read(_ word: String) {
    if pending != nil, option(pending) != nil || !word.hasPrefix("--") {
      pending = nil
      return
    }
    pending = nil
    guard !isTerminated, word.hasPrefix("-"), word != "-" else { return readArgument(word) }
    if word == "--" {
      isTerminated = true
      return
    }
    let name = String(word.prefix { $0 != "=" })
    given.formUnion(option(name)?.spellings ?? [name])
    guard name == word else { return }
    let takesValue = option(name).map { $0.kind == .option } ?? (command.rest != nil)
    pending = takesValue ? name : nil
  }

  private mutating func readArgument(_ word: String) {
    if positionals == 0, let next = command.command(named: word) {
      enter(next)
    } else {
      if let next = command.defaultCommand { enter(next) }
      positionals += 1
    }
  }

  private mutating func enter(_ next: CommandDescription) {
    // `nas help` is followed by the names that `nas` is followed by.
    guard path.first != "help", next.name != "help" else {
      path = ["help"]
      if next.name != "help" { command = next }
      return
    }
    command = next
    path.append(next.name)
  }

  /// Also of the command that stands where none is named.
  private var options: [ArgumentDescription] {
    let own = command.options
    let others = command.defaultCommand?.options ?? []
    return own + others.filter { other in !own.contains { $0.spellings == other.spellings } }
  }

  private func option(_ name: String?) -> ArgumentDescription? {
    options.first { name.map($0.spellings.contains) == true }
  }

  /// What is offered.
  private func lines() throws -> [String] {
    if path.first == "help" {
      return command.commands.map { CompletionLine.word($0.name, $0.abstract) }
    }
    if let pending, option(pending) != nil || !current.hasPrefix("--") {
      return values(of: pending, current, words)
    }
    guard !isTerminated, current.hasPrefix("-") else { return argumentLines() }
    if let equals = current.firstIndex(of: "=") {
      let (name, start) = (String(current[..<equals]), String(current[...equals]))
      let value = String(current.dropFirst(start.count))
      return CompletionLine.after(start, values(of: name, value, words + [name]))
    }
    return optionLines() + restLines().filter(CompletionLine.isOption)
  }

  private func argumentLines() -> [String] {
    var lines: [String] = []
    if positionals == 0, !isTerminated {
      lines = command.commands.map { CompletionLine.word($0.name, $0.abstract) }
    }
    var (command, path) = (command, path)
    if let next = command.defaultCommand {
      command = next
      path.append(next.name)
    }
    if let (number, argument) = command.positional(after: positionals) {
      lines += values(of: argument, "positional@\(number)", current, words, path)
    } else {
      lines += restLines()
    }
    // Options where nothing else can stand; else a hyphen asks for them.
    guard !isTerminated, lines.allSatisfy(CompletionLine.isOption) else { return lines }
    return current.isEmpty ? optionLines() + lines : []
  }

  private func optionLines() -> [String] {
    options.filter { $0.isRepeating || given.isDisjoint(with: $0.spellings) }
      .compactMap { option in
        option.spellings.first.map { CompletionLine.word($0, option.abstract) }
      }
  }

  /// What the parser does not know, without the options that are there.
  private func restLines() -> [String] {
    guard let (number, argument) = command.rest else { return [] }
    return values(of: argument, "positional@\(number)", current, words, path)
      .filter { !given.contains(String($0.prefix { $0 != "\t" })) }
  }

  /// The values of an option, or of one that the parser does not know.
  private func values(of name: String, _ value: String, _ words: [String]) -> [String] {
    guard let option = option(name) else {
      guard let (number, argument) = command.rest else { return [] }
      return values(of: argument, "positional@\(number)", value, words, path)
    }
    let isOfDefault = !command.options.contains { $0.spellings.contains(name) }
    let path = path + (isOfDefault ? [command.defaultCommand?.name].compactMap(\.self) : [])
    return values(of: option, name, value, words, path)
  }

  private func values(
    of argument: ArgumentDescription, _ name: String, _ value: String, _ words: [String],
    _ path: [String]
  ) -> [String] {
    guard let kind = argument.completionKind else { return [] }
    if let list = kind.list { return list.values }
    if let file = kind.file { return [CompletionLine.files(file.extensions)] }
    if kind.directory != nil { return [CompletionLine.folders] }
    return kind.custom == nil ? [] : asked(name, value, words, path)
  }

  /// What a declaration itself says, by the parser's own request for it.
  private func asked(
    _ name: String, _ value: String, _ words: [String], _ path: [String]
  ) -> [String] {
    let request =
      ["---completion"] + path + ["--", name, "\(words.count)", "\(value.count)"] + words + [value]
    do {
      _ = try NAS.parseAsRoot(request)
      return []
    } catch {
      guard NAS.exitCode(for: error) == .success else { return [] }
      return NAS.fullMessage(for: error).split(separator: "\n").map(String.init)
    }
  }
}
