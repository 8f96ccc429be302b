package import Architectures
package import Torch

/// One weight per place of a space, of which every network takes the part that it needs (single-path one-shot search,
/// Guo et al., 2020).
package struct SharedConvolutions {
  private var weights: [String: Tensor] = [:]

  /// Declares `<place>.weight` with variance 2 / fan-in of the largest layer.
  package init(_ shapes: [SharedShape], in scope: ParameterScope) {
    for shape in shapes where shape.kind != .linear {
      weights[shape.name] = (scope / shape.name).parameter(
        "weight", shape: shape.shape,
        initializer: .normal(standardDeviation: (2 / Double(shape.fanIn)).squareRoot()))
    }
  }

  /// The whole shared weight of a layer.
  package func largest(_ layer: SharedLayer) -> Tensor {
    guard let weight = weights[layer.name] else {
      preconditionFailure("no weight is named \(layer.name)")
    }
    return weight
  }

  /// The part of it that a layer takes: its channels, and its kernel from the middle.
  package func weight(of layer: SharedLayer) -> Tensor {
    largest(layer).cropped(to: layer).contiguous(.channelsLast)
  }
}
