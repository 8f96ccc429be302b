internal import Foundation
internal import HMNAS
internal import TOMLKit
internal import Tracking
internal import Training

/// Hyperparameters from a preset, then a file, then the command line.
struct Overrides {
  var preset: HMNASPreset
  var file: String?
  var arguments: [String]

  /// The resolved options.
  func resolved() throws -> HMNASOptions {
    var options = preset.options
    if let file { try apply(file: file, to: &options) }
    try HMNASOptions.table.apply(arguments, to: &options)
    return options
  }

  private func apply(file path: String, to options: inout HMNASOptions) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw RunError.missing(path: path) }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: String(contentsOfFile: path, encoding: .utf8))
    } catch {
      throw RunError.malformed(path: path, reason: "\(error)")
    }
    for (key, value) in table {
      guard let setting = Setting(value) else {
        throw ConfigurationError.invalid(
          key: key, value: "\(value)", expected: "a number, a text, true or false")
      }
      do {
        try HMNASOptions.table.set(key, to: setting, in: &options)
      } catch {
        throw ConfigurationError.combination("in \(path): \(error)")
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
