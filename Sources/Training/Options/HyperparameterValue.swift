package import Tracking

/// A type that a hyperparameter can have.
package protocol HyperparameterValue {
  /// What its values are, for people.
  static var kind: String { get }
  /// Reads a value from a file or, as text, from a command line.
  init?(_ setting: Setting)
  /// The value as it is recorded.
  var setting: Setting { get }
}

extension Int: HyperparameterValue {
  package static var kind: String { "a whole number" }
  package init?(_ setting: Setting) {
    switch setting {
    case .integer(let value): self = value
    case .text(let text): self.init(text)
    case .number, .flag: return nil
    }
  }
  package var setting: Setting { .integer(self) }
}

extension Double: HyperparameterValue {
  package static var kind: String { "a number" }
  package init?(_ setting: Setting) {
    switch setting {
    case .integer(let value): self.init(value)
    case .number(let value): self = value
    case .text(let text): self.init(text)
    case .flag: return nil
    }
  }
  package var setting: Setting { .number(self) }
}

extension Bool: HyperparameterValue {
  package static var kind: String { "true or false" }
  package init?(_ setting: Setting) {
    switch setting {
    case .flag(let value): self = value
    case .text(let text): self.init(text)
    case .integer, .number: return nil
    }
  }
  package var setting: Setting { .flag(self) }
}

/// A choice: an enum whose raw values are its names in files.
package protocol Choice: HyperparameterValue, RawRepresentable, CaseIterable
where RawValue == String {}

extension Choice {
  package static var kind: String {
    "one of " + allCases.map(\.rawValue).joined(separator: ", ")
  }
  package init?(_ setting: Setting) { self.init(rawValue: setting.text) }
  package var setting: Setting { .text(rawValue) }
}
