public import Torch

/// A network that tells what images show.
public protocol ImageClassifier {
  /// Images to logits, and to the auxiliary logits where there is such a head and `mode` is training.
  func callAsFunction(
    _ images: Tensor, mode: Mode, dropPath: DropPath?
  ) -> (logits: Tensor, auxiliary: Tensor?)
}

extension ImageClassifier {
  /// Images to logits, by running statistics.
  public func logits(_ images: Tensor) -> Tensor {
    self(images, mode: .evaluation, dropPath: nil).logits
  }
}
