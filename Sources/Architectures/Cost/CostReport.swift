/// The cost of a network, part by part.
public struct CostReport: Hashable, Codable, Sendable {
  /// The stem, every cell ("cells.0" and so on) and the classifier, in order.
  public let parts: [CostPart]
  /// The sum of the parts.
  public let total: Cost

  /// A report that adds up `parts`.
  public init(parts: [CostPart]) {
    self.parts = parts
    total = parts.reduce(.zero) { $0 + $1.cost }
  }

  /// The cost of the part of that name, or nil where there is none.
  public subscript(name: String) -> Cost? {
    parts.first { $0.name == name }?.cost
  }
}

/// The cost of a named part of a network.
public struct CostPart: Hashable, Codable, Sendable {
  /// The part's name, which is also the prefix of its parameters' names.
  public let name: String
  /// The part's cost.
  public let cost: Cost

  /// A part and its cost.
  public init(name: String, cost: Cost) {
    self.name = name
    self.cost = cost
  }
}
