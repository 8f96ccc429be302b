package import Tracking

/// What the values of a hyperparameter are.
package enum ValueKind: Hashable, Sendable {
  case integer
  case number
  case flag
  /// The names to choose from.
  case choice([String])
  /// Some of these names, each once, with `+` between them.
  case some(of: [String])

  /// For people.
  package var text: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "true or false"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .some(let names): "some of " + names.joined(separator: ", ") + ", with + between them"
    }
  }
}

/// A type that a hyperparameter can have.
package protocol HyperparameterValue {
  /// What its values are.
  static var kind: ValueKind { get }
  /// Reads a value from a file or, as text, from a command line.
  init?(_ setting: Setting)
  /// The value as it is recorded.
  var setting: Setting { get }
}

extension Int: HyperparameterValue {
  package static var kind: ValueKind { .integer }
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
  package static var kind: ValueKind { .number }
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
  package static var kind: ValueKind { .flag }
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
  package static var kind: ValueKind { .choice(allCases.map(\.rawValue)) }
  package init?(_ setting: Setting) { self.init(rawValue: setting.text) }
  package var setting: Setting { .text(rawValue) }
}
