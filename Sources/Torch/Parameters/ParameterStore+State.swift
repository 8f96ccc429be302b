extension ParameterStore {
  /// The tensors by name; they share storage with the parameters.
  public var state: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.tensor.detached()) })
  }

  /// Overwrites every parameter with the tensor of its name.
  ///
  /// Tensors that no parameter names are ignored: a derived network reads what it kept from its supernet's file.
  /// - Throws: `StateError` when one is missing or has another shape; then nothing was changed.
  public func load(_ state: [String: Tensor]) throws(StateError) {
    for parameter in parameters {
      guard let tensor = state[parameter.name] else { throw .missing(parameter.name) }
      guard tensor.shape == parameter.tensor.shape else {
        throw .shape(parameter.name, expected: parameter.tensor.shape, found: tensor.shape)
      }
    }
    withoutGradient {
      for parameter in parameters {
        guard let tensor = state[parameter.name] else { continue }
        parameter.tensor.assign(tensor.to(device))
      }
    }
  }
}

/// A state that does not fit a network.
public enum StateError: Error, CustomStringConvertible {
  case missing(String)
  case shape(String, expected: [Int], found: [Int])
  case value(String, expected: String, found: Double)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .missing(let name): "the state has no tensor named \(name), which the network expects"
    case .shape(let name, let expected, let found):
      "tensor \(name) has shape \(found), but the network expects \(expected)"
    case .value(let name, let expected, let found):
      "tensor \(name) is \(found), expected \(expected)"
    }
  }
}
