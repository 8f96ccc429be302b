/// All parameters of a network, in the order of their declaration.
public final class ParameterStore {
  /// Where the parameters live.
  public let device: Device
  /// In the order of declaration.
  public private(set) var parameters: [Parameter] = []
  private var positions: [String: Int] = [:]
  private let generator: Generator

  /// Makes an empty store whose parameters start from `generator`'s numbers.
  public init(device: Device, generator: Generator) {
    self.device = device
    self.generator = generator
  }

  /// The scope that layers without a parent declare in.
  public var root: ParameterScope { ParameterScope(store: self, path: "") }

  /// The parameter of that name.
  public subscript(name: String) -> Parameter? { positions[name].map { parameters[$0] } }

  /// The parameters of one role, in order.
  public func parameters(role: Role) -> [Parameter] { parameters.filter { $0.role == role } }

  /// The tensors of one role, in order.
  public func tensors(role: Role) -> [Tensor] { parameters(role: role).map(\.tensor) }

  /// Number of elements of one role.
  public func count(role: Role) -> Int { parameters(role: role).reduce(0) { $0 + $1.tensor.count } }

  /// Adds a parameter.
  /// - Precondition: The name is new.
  func declare(_ name: String, shape: [Int], role: Role, initializer: Initializer) -> Tensor {
    precondition(positions[name] == nil, "parameter \(name) is declared twice")
    var tensor = initializer.tensor(shape, generator: generator).to(device)
    if shape.count == 4 { tensor = tensor.contiguous(.channelsLast) }
    if role != .buffer { tensor.setRequiresGradient(true) }
    positions[name] = parameters.count
    parameters.append(Parameter(name: name, role: role, tensor: tensor))
    return tensor
  }
}

/// A place in a store: where a layer declares its parameters.
public struct ParameterScope {
  let store: ParameterStore
  let path: String

  /// Where tensors are made.
  public var device: Device { store.device }

  /// A child scope.
  public static func / (scope: ParameterScope, name: String) -> ParameterScope {
    ParameterScope(store: scope.store, path: scope.fullName(name))
  }

  /// A numbered child scope.
  public static func / (scope: ParameterScope, index: Int) -> ParameterScope { scope / "\(index)" }

  /// Declares a parameter here.
  /// - Precondition: The name is new in this scope.
  public func parameter(
    _ name: String, shape: [Int], role: Role = .weight, initializer: Initializer
  ) -> Tensor {
    store.declare(fullName(name), shape: shape, role: role, initializer: initializer)
  }

  private func fullName(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
