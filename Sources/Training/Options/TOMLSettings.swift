internal import Architectures
package import Foundation
internal import TOMLKit
package import Tracking

/// Hyperparameters as a TOML file holds them.
package enum TOMLSettings {
  /// What is wrong with a file.
  package enum Fault: Error, CustomStringConvertible {
    /// It is not TOML; without a line, it is not even text.
    case malformed(line: Int?, reason: String)
    /// A value is of a type that no hyperparameter has.
    case unusable(key: String, type: String)

    package var description: String { sentence.legible }

    private var sentence: String {
      switch self {
      case .malformed(let line, let reason):
        (line.map { "line \($0) " } ?? "") + "is not valid TOML: \(reason)"
      case .unusable(let key, let type):
        "option \(key) is a \(type), expected a number, a text, true or false"
      }
    }
  }

  /// Reads a file.
  ///
  /// - Returns: Keys and values, in the order of the keys.
  package static func read(_ data: Data) throws(Fault) -> [(key: String, value: Setting)] {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .malformed(line: nil, reason: "it is not text in UTF-8")
    }
    // What the parser takes for granted: TOML has no control characters, and tables have names.
    if let (line, character) = control(in: text) {
      throw .malformed(line: line, reason: "it holds the character \(character)")
    }
    if let line = namelessTable(in: text) {
      throw .malformed(line: line, reason: "its bracket opens no table with a name")
    }
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

  /// The first line with a table's brackets before anything that can begin a name.
  private static func namelessTable(in text: String) -> Int? {
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let start = line.drop { $0 == " " || $0 == "\t" }
      guard start.hasPrefix("[") else { continue }
      let name = start.drop { "[ \t".contains($0) }.first
      let isName = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "_-\"'".contains($0) }
      // In a list over several lines the same may stand: lists are refused as well.
      if isName != true { return index + 1 }
    }
    return nil
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
