/// What a network costs and a budget can bound.
package enum Resource: String, Sendable {
  case multiplyAdds = "multiply-adds"
  case parameters
  case latency

  /// The option that bounds it.
  package var key: String { "max-\(rawValue)" }

  /// What it is counted in, for people.
  package var unit: String { self == .latency ? "milliseconds" : rawValue }

  /// In metrics and summaries.
  package var name: String {
    switch self {
    case .multiplyAdds: "multiplyAdds"
    case .parameters: "parameters"
    case .latency: "milliseconds"
    }
  }

  /// An amount for people.
  package func text(_ amount: Double) -> String {
    let number =
      self == .latency
      ? "\((amount * 1000).rounded() / 1000)" : "\(Int(amount))"
    return "\(number) \(unit)"
  }
}

/// The most that a network may cost of one resource.
package struct Limit: Hashable, Sendable {
  package var resource: Resource
  /// In the resource's unit.
  package var most: Double

  package init(_ resource: Resource, most: Double) {
    self.resource = resource
    self.most = most
  }
}
