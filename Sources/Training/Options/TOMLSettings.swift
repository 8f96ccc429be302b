internal import Architectures
public import Foundation
internal import TOMLKit
public import Tracking

/// Hyperparameters as a TOML file holds them.
public enum TOMLSettings {
  /// What is wrong with a file.
  public enum Fault: Error, CustomStringConvertible {
    /// It is not TOML; without a line, it is not even text.
    case malformed(line: Int?, reason: String)
    /// A table, or a list over several lines, begins there.
    case table(line: Int, found: String)
    /// A value is of a type that no hyperparameter has.
    case unusable(key: String, type: String)

    /// One sentence: what, where and what was expected.
    public var description: String { sentence.legible }

    private var sentence: String {
      switch self {
      case .malformed(let line, let reason):
        (line.map { "line \($0) " } ?? "") + "is not valid TOML: \(reason)"
      case .table(let line, let found):
        "line \(line) is \(found), which begins a table or list, expected hyperparameters alone"
      case .unusable(let key, let type):
        "option \(key) is a \(type), expected a number, a text, true or false"
      }
    }
  }

  /// Reads a file.
  ///
  /// - Returns: Keys and values, in the order of the keys.
  public static func read(_ data: Data) throws(Fault) -> [(key: String, value: Setting)] {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .malformed(line: nil, reason: "it is not text in UTF-8")
    }
    // What the parser takes for granted: that there are no control characters, and that brackets at
    // the start of a line have a name between them.
    if let (line, character) = control(in: text) {
      throw .malformed(line: line, reason: "it holds the character \(character)")
    }
    if let (line, found) = bracket(in: text) { throw .table(line: line, found: found) }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .malformed(line: Int(error.source.begin.line), reason: error.description)
    } catch {
      throw .malformed(line: nil, reason: "\(error)")
    }
    var settings: [(key: String, value: Setting)] = []
    for (key, value) in table.sorted(by: { $0.0 < $1.0 }) {
      guard let setting = Setting(value) else {
        throw .unusable(key: key, type: name(value.type))
      }
      settings.append((key, setting))
    }
    return settings
  }

  /// The first control character that is no tab and ends no line, as an escape, and its line.
  private static func control(in text: String) -> (line: Int, character: String)? {
    var line = 1
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": line += 1
      case "\t", "\r": continue
      case _ where scalar.properties.generalCategory == .control:
        return (line, scalar.escaped(asASCII: true))
      default: continue
      }
    }
    return nil
  }

  /// The first line that begins with a bracket: its number, from 1, and its text.
  private static func bracket(in text: String) -> (line: Int, found: String)? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.enumerated().lazy
      .map { ($0 + 1, $1.trimmingCharacters(in: .whitespaces)) }.first { $1.hasPrefix("[") }
  }

  private static func name(_ type: TOMLType) -> String {
    switch type {
    case .table: "table"
    case .array: "list"
    default: "date or time"
    }
  }
}

extension Setting {
  fileprivate init?(_ value: any TOMLValueConvertible) {
    if let flag = value.bool {
      self = .flag(flag)
    } else if let number = value.int {
      self = .integer(number)
    } else if let number = value.double {
      self = .number(number)
    } else if let text = value.string {
      self = .text(text)
    } else {
      return nil
    }
  }
}
