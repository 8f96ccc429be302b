/// What a network may cost at most.
public struct CostLimit: Hashable, Codable, Sendable {
  /// Most parameters; nil for any number.
  public var parameters: Int?
  /// Most multiply-adds for one image; nil for any number.
  public var multiplyAdds: Int?

  /// A limit of either or both.
  public init(parameters: Int? = nil, multiplyAdds: Int? = nil) {
    (self.parameters, self.multiplyAdds) = (parameters, multiplyAdds)
  }

  /// Whether something limits anything.
  public var isLimit: Bool { parameters != nil || multiplyAdds != nil }

  /// Whether a network may cost that.
  public func allows(_ cost: Cost) -> Bool {
    cost.parameters <= parameters ?? .max && cost.multiplyAdds <= multiplyAdds ?? .max
  }
}

extension CostLimit: CustomStringConvertible {
  /// Such as `at most 3000000 multiply-adds and 50000 parameters`.
  public var description: String {
    let parts = [(multiplyAdds, "multiply-adds"), (parameters, "parameters")]
      .compactMap { limit, name in limit.map { "\($0) \(name)" } }
    return parts.isEmpty ? "any size" : "at most " + parts.joined(separator: " and ")
  }
}
