public import Tracking

/// What the values of a hyperparameter are.
public enum ValueKind: Hashable, Sendable {
  case integer
  case number
  case flag
  /// The names to choose from.
  case choice([String])
  /// Some of these names, each once, with `+` between them.
  case some(of: [String])
  /// As many whole numbers, with `+` between them.
  case integers(count: Int)

  /// For people.
  public var text: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "true or false"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .some(let names): "some of " + names.joined(separator: ", ") + ", with + between them"
    case .integers(let count): "\(count) whole numbers, with + between them"
    }
  }
}

/// A type that a hyperparameter can have.
public protocol HyperparameterValue {
  /// What its values are.
  static var kind: ValueKind { get }
  /// Reads a value from a file or, as text, from a command line.
  init?(_ setting: Setting)
  /// The value as it is recorded.
  var setting: Setting { get }
}

extension Int: HyperparameterValue {
  /// What is expected, for people and parsers.
  public static var kind: ValueKind { .integer }
  /// The value that a setting stands for; nil for none.
  public init?(_ setting: Setting) {
    switch setting {
    case .integer(let value): self = value
    case .text(let text): self.init(text)
    case .number, .flag: return nil
    }
  }
  /// The value as it is recorded.
  public var setting: Setting { .integer(self) }
}

extension Double: HyperparameterValue {
  /// What is expected, for people and parsers.
  public static var kind: ValueKind { .number }
  /// The value that a setting stands for; nil for none.
  public init?(_ setting: Setting) {
    switch setting {
    case .integer(let value): self.init(value)
    case .number(let value): self = value
    case .text(let text): self.init(text)
    case .flag: return nil
    }
  }
  /// The value as it is recorded.
  public var setting: Setting { .number(self) }
}

extension Bool: HyperparameterValue {
  /// What is expected, for people and parsers.
  public static var kind: ValueKind { .flag }
  /// The value that a setting stands for; nil for none.
  public init?(_ setting: Setting) {
    switch setting {
    case .flag(let value): self = value
    case .text(let text): self.init(text)
    case .integer, .number: return nil
    }
  }
  /// The value as it is recorded.
  public var setting: Setting { .flag(self) }
}

/// A choice: an enum whose raw values are its names in files.
public protocol Choice: HyperparameterValue, RawRepresentable, CaseIterable
where RawValue == String {}

extension Choice {
  /// What is expected, for people and parsers.
  public static var kind: ValueKind { .choice(allCases.map(\.rawValue)) }
  /// The value that a setting stands for; nil for none.
  public init?(_ setting: Setting) { self.init(rawValue: setting.text) }
  /// The value as it is recorded.
  public var setting: Setting { .text(rawValue) }
}
