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
    guard FileManager.default.fileExists(atPath: path) else { throw Fault.missing(path: path) }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw Fault.unreadable(path: path, reason: systemReason(error))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Fault.malformed(path: path, line: nil, reason: "it is not text in UTF-8")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw Fault.malformed(
        path: path, line: error.source.begin.line, reason: error.description)
    }
  }

  private static func name(_ type: TOMLType) -> String {
    switch type {
    case .table: "table"
    case .array: "list"
    default: "date or time"
    }
  }

  /// Why the file cannot be read.
  enum Fault: Error, CustomStringConvertible {
    case missing(path: String)
    case unreadable(path: String, reason: String)
    case malformed(path: String, line: Int?, reason: String)

    /// One sentence for people.
    var description: String {
      switch self {
      case .missing(let path):
        "there is no file \(path), expected a TOML file with hyperparameters"
      case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
      case .malformed(let path, let line, let reason):
        "\(path)\(line.map { ", line \($0)," } ?? "") is not valid TOML: \(reason)"
      }
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
