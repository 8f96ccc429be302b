/// A graph with the numbers of its tensors: all that it takes to compute it.
public struct WeightedGraph: Hashable, Sendable {
  /// What is computed.
  public let graph: NetworkGraph
  /// The tensors that the graph reads, by name.
  public let weights: [String: WeightTensor]

  /// Pairs a graph with its tensors; others are left out.
  ///
  /// - Parameters:
  ///   - graph: What is computed.
  ///   - weights: Tensors by name.
  /// - Throws: `WeightError` where a tensor is missing, has another shape, or holds a number that is not finite.
  public init(
    _ graph: NetworkGraph, weights: [String: WeightTensor]
  ) throws(WeightError) {
    var needed: [String: WeightTensor] = [:]
    for weight in graph.weights {
      guard let tensor = weights[weight.name] else { throw .missing(weight.name) }
      guard tensor.shape == weight.shape else {
        throw .shape(weight.name, expected: weight.shape, found: tensor.shape)
      }
      guard tensor.values.allSatisfy(\.isFinite) else { throw .notFinite(weight.name) }
      needed[weight.name] = tensor
    }
    self.graph = graph
    self.weights = needed
  }

  /// The same of tensors that are known to fit.
  init(fitting weights: [String: WeightTensor], _ graph: NetworkGraph) {
    self.graph = graph
    self.weights = weights
  }

  /// A tensor that the graph reads.
  ///
  /// - Precondition: The graph reads a tensor of that name.
  public subscript(name: String) -> WeightTensor {
    guard let tensor = weights[name] else { preconditionFailure("no tensor is named \(name)") }
    return tensor
  }
}

/// The numbers of a tensor, row-major.
public struct WeightTensor: Hashable, Sendable {
  /// The length of each dimension.
  public let shape: [Int]
  /// The numbers, the last dimension fastest.
  public var values: [Float]

  /// A tensor of as many numbers as its shape has room for.
  public init(shape: [Int], values: [Float]) {
    precondition(
      shape.reduce(1, *) == values.count, "\(values.count) numbers for the shape \(shape)")
    self.shape = shape
    self.values = values
  }
}

/// Tensors that do not fit a graph.
public enum WeightError: Error, Hashable, CustomStringConvertible {
  /// There is no tensor of that name.
  case missing(String)
  /// The tensor has another shape.
  case shape(String, expected: [Int], found: [Int])
  /// A number of the tensor is infinite or none.
  case notFinite(String)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .missing(let name): "there is no tensor named \(name), which the network expects"
    case .shape(let name, let expected, let found):
      "tensor \(name) has shape \(found), but the network expects \(expected)"
    case .notFinite(let name): "tensor \(name) has numbers that are not finite"
    }
  }
}
