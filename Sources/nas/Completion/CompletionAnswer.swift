internal import Foundation

/// A line of what a shell is told: a word to offer, or what the shell has to find itself.
///
/// A word and its meaning have a tab between them. Lines that begin with a tab are for the shell.
enum CompletionLine {
  /// Folders.
  static let folders = "\tfolders"

  /// Files whose names end so, and folders on the way to them; files of any name without endings.
  static func files(_ extensions: [String] = []) -> String {
    (["\tfiles"] + extensions).joined(separator: " ")
  }

  /// All words that follow in the answer stand after a part of the word that is there already.
  static func after(_ text: String) -> String { "\tafter " + text }

  /// A word and the first sentence of what it means.
  static func word(_ word: String, _ meaning: String?) -> String {
    let line = (meaning ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
    let sentence = line.firstRange(of: ". ").map { line[..<$0.lowerBound] + "." } ?? line[...]
    return sentence.isEmpty ? word : word + "\t" + sentence
  }

  /// Whether a line offers an option.
  static func isOption(_ line: String) -> Bool { line.hasPrefix("-") }

  /// Answers to the rest of a word, as answers to the whole of it.
  static func after(_ text: String, _ lines: [String]) -> [String] {
    let mark = after("")
    let inner = lines.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) } ?? ""
    return [after(text + inner)] + lines.filter { !$0.hasPrefix(mark) }
  }
}
