package import Torch

/// Drops an operation's output for single images, and scales up the others (Larsson et al., 2017; as in DARTS).
package struct DropPath {
  private let probability: Double
  private let generator: Generator

  /// Drops with a probability in [0, 1).
  package init(probability: Double, generator: Generator) {
    precondition((0..<1).contains(probability), "drop path of \(probability) is not in [0, 1)")
    self.probability = probability
    self.generator = generator
  }

  package func callAsFunction(_ output: Tensor) -> Tensor {
    guard probability > 0 else { return output }
    let draws = generator.uniform([output.size(0), 1, 1, 1], device: output.device)
    let kept = draws.isAtLeast(probability).to(output.elementType)
    return output * (kept / (1 - probability))
  }
}
