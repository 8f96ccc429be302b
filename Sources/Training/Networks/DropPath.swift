public import Torch

/// Drops an operation's output for single images, and scales up the others (Larsson et al., 2017; as in DARTS).
public struct DropPath {
  private let probability: Double
  private let generator: Generator

  /// Drops with a probability in [0, 1).
  public init(probability: Double, generator: Generator) {
    precondition((0..<1).contains(probability), "drop path of \(probability) is not in [0, 1)")
    self.probability = probability
    self.generator = generator
  }

  /// Each image's output or zeros, scaled so that the mean stays.
  public func callAsFunction(_ output: Tensor) -> Tensor {
    guard probability > 0 else { return output }
    return output * factors(images: output.size(0), device: output.device)
  }

  /// The same as one factor per image; nil where none is dropped.
  package func factors(like output: Tensor) -> Tensor? {
    guard probability > 0 else { return nil }
    return factors(images: output.size(0), device: output.device).reshaped([output.size(0)])
  }

  /// The same as one factor per image, for an operation that reads `input`; identities are spared.
  package func factors(for operation: CellOperation, like input: Tensor) -> Tensor {
    let images = input.size(0)
    guard probability > 0, !operation.isIdentity else {
      return .ones([images], device: input.device)
    }
    return factors(images: images, device: input.device).reshaped([images])
  }

  private func factors(images: Int, device: Device) -> Tensor {
    let draws = generator.uniform([images, 1, 1, 1], device: device)
    return draws.isAtLeast(probability).to(.float32) / (1 - probability)
  }
}
