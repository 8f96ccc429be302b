internal import Architectures
public import Tracking

/// Where a hyperparameter's meaning and value come from.
public enum Source: Hashable, Sendable {
  /// A section of the method's paper.
  case paper(String)
  /// The code of a method it builds on.
  case code(String)
  /// The paper is silent: our decision.
  case decision
  /// The paper is not at hand: our reconstruction of what it may say.
  case reconstruction

  /// As it is printed: `paper 4.2`, `DARTS code`, `[D]`.
  public var text: String {
    switch self {
    case .paper(let section): "paper \(section)"
    case .code(let name): "\(name) code"
    case .decision: "[D]"
    case .reconstruction: "[R]"
    }
  }
}

/// A hyperparameter of a method: declared once, then read from files and command lines, checked, printed and recorded.
public struct Hyperparameter<Options> {
  /// As in files, and on command lines after `--`.
  public let key: String
  /// What it does, in one line.
  public private(set) var help: String
  /// Where it comes from.
  public private(set) var source: Source
  /// What its values are.
  public let kind: ValueKind
  /// What values it may take, for people.
  public let expected: String
  /// Whether it may change while a run is under way, at `nas resume`; the bytes are then others.
  public let mayChange: Bool
  /// What held before there was this hyperparameter; nil where the preset has always said it.
  public let before: Setting?
  /// The value in some options.
  public let get: (Options) -> Setting
  /// Changes the value in some options.
  public let set: (inout Options, Setting) throws(ConfigurationError) -> Void

  /// The same of a method that has it from elsewhere, and to which it may be something else.
  public func from(_ source: Source, help: String? = nil) -> Self {
    var copy = self
    copy.source = source
    copy.help = help ?? self.help
    return copy
  }

  /// Declares a number.
  public init<Value: HyperparameterValue & Comparable>(
    _ key: String, _ path: WritableKeyPath<Options, Value>, in range: ClosedRange<Value>,
    _ help: String, source: Source, mayChange: Bool = false, before: Value? = nil
  ) {
    let expected = "\(Value.kind.text) from \(range.lowerBound) to \(range.upperBound)"
    self.init(
      key, path, expected: expected, help, source: source, mayChange: mayChange, before: before
    ) { range.contains($0) }
  }

  /// Declares a choice or a truth value.
  public init<Value: HyperparameterValue>(
    _ key: String, _ path: WritableKeyPath<Options, Value>, _ help: String, source: Source,
    mayChange: Bool = false, before: Value? = nil
  ) {
    self.init(
      key, path, expected: Value.kind.text, help, source: source, mayChange: mayChange,
      before: before
    ) { _ in true }
  }

  private init<Value: HyperparameterValue>(
    _ key: String, _ path: WritableKeyPath<Options, Value>, expected: String, _ help: String,
    source: Source, mayChange: Bool, before: Value?, isValid: @escaping (Value) -> Bool
  ) {
    self.key = key
    self.help = help
    self.source = source
    kind = Value.kind
    self.expected = expected
    self.mayChange = mayChange
    self.before = before?.setting
    get = { $0[keyPath: path].setting }
    set = { (options, setting) throws(ConfigurationError) in
      guard let value = Value(setting), isValid(value) else {
        throw .invalid(key: key, value: setting.text, expected: expected)
      }
      options[keyPath: path] = value
    }
  }
}

/// A configuration that cannot be used.
public enum ConfigurationError: Error, CustomStringConvertible {
  case unknownKey(String, nearest: String?)
  case missingValue(key: String, expected: String)
  case invalid(key: String, value: String, expected: String)
  case combination(String)

  /// One sentence: what, where and what was expected.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .unknownKey(let key, let nearest):
      "there is no option \(key)" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .missingValue(let key, let expected): "option \(key) needs a value: \(expected)"
    case .invalid(let key, let value, let expected):
      "option \(key) is \(value), expected \(expected)"
    case .combination(let sentence): sentence
    }
  }
}
