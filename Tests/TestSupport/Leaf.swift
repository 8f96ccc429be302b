package import Torch

extension Tensor {
  /// A copy that gradients can be taken with respect to; images lie channels-last, as in networks.
  package func asLeaf() -> Tensor {
    let leaf = rank == 4 ? clone().contiguous(.channelsLast) : clone()
    leaf.setRequiresGradient(true)
    return leaf
  }
}
