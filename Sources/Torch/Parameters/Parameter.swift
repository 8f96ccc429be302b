/// What a parameter is for; optimisers and freezing select by it.
public enum Role: String, Sendable, CaseIterable {
  /// Weights of the network, trained by gradient.
  case weight
  /// Architecture parameters: weights on operations and edges.
  case architecture
  /// State that no gradient trains, such as running statistics.
  case buffer
}

/// A named tensor of a network.
public struct Parameter {
  /// The full name, in PyTorch's form: `cells.0.preprocess0.conv.weight`.
  public let name: String
  /// What it is for.
  public let role: Role
  /// The values; a leaf that gradients are taken with respect to, except for buffers.
  public let tensor: Tensor
}

/// How a parameter starts.
public enum Initializer: Sendable {
  case zeros
  case ones
  case constant(Double)
  case normal(standardDeviation: Double)
  /// Uniform in ±bound.
  case uniform(bound: Double)

  /// PyTorch's default for convolutions and linear layers: uniform in ±1/sqrt(fan-in).
  public static func fanIn(_ count: Int) -> Initializer {
    .uniform(bound: 1 / Double(max(count, 1)).squareRoot())
  }

  func tensor(_ shape: [Int], generator: Generator) -> Tensor {
    switch self {
    case .zeros: .zeros(shape)
    case .ones: .ones(shape)
    case .constant(let value): .full(shape, value: value)
    case .normal(let deviation): generator.normal(shape, standardDeviation: deviation)
    case .uniform(let bound): generator.uniform(shape, in: -bound..<bound)
    }
  }
}
