public import Torch

/// What moves tensors by their gradients.
public protocol GradientOptimizer {
  /// Moves every tensor by one step at a learning rate.
  mutating func step(gradients: [Tensor], rate: Double)
}

extension SGD: GradientOptimizer {}
extension Adam: GradientOptimizer {}
