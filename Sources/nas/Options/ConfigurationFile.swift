internal import Foundation
internal import TOMLKit
internal import Tracking
internal import Training

/// A TOML file with hyperparameters.
struct ConfigurationFile {
  let path: String

  /// Keys and values, in the order of the keys.
  func settings() throws -> [(key: String, value: Setting)] {
    try table().sorted { $0.0 < $1.0 }.map { key, value in
      guard let setting = Setting(value) else {
        throw ConfigurationError.combination(
          "in \(path): option \(key) is a \(Self.name(value.type)), "
            + "expected a number, a text, true or false")
      }
      return (key, setting)
    }
  }

  private func table() throws -> TOMLTable {
    let data = try InputFile(path: path, expected: "a TOML file with hyperparameters").contents()
    guard let text = String(validating: data, as: UTF8.self) else {
      throw InputFault.malformed(
        path: path, reason: "is not valid TOML: it is not text in UTF-8")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw InputFault.malformed(
        path: "\(path), line \(error.source.begin.line),",
        reason: "is not valid TOML: \(error.description)")
    }
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

extension Setting {
  /// The value as it stands in a TOML file.
  var toml: String {
    guard case .text(let text) = self else { return self.text }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        "\\u" + String(format: "%04X", scalar.value)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
