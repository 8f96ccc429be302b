/// A value of the first and of the second of two runs.
public struct Both<Value: Hashable & Sendable & Encodable>: Hashable, Sendable {
  /// Such as `search-epochs`, `seed` or `test accuracy`.
  public var name: String
  /// Of the first run; nil where it has none.
  public var first: Value?
  /// Of the second run; nil where it has none.
  public var second: Value?
}

extension Both: Encodable {
  private enum Key: CodingKey { case name, first, second }

  /// Writes every key: a value that one run does not have is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(first, forKey: .first)
    try container.encode(second, forKey: .second)
  }
}
