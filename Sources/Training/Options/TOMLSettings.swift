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

    package var description: String {
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
