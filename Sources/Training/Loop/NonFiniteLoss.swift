public import Torch

/// A loss that is not a finite number; nothing was updated by it.
public struct NonFiniteLoss: Error {}

extension Tensor {
  /// The gradients of this loss, a scalar, with respect to some tensors; waits for the device.
  ///
  /// - Throws: `NonFiniteLoss`; `OutOfMemory`, also for what came before.
  public func lossGradients(withRespectTo inputs: [Tensor]) throws -> [Tensor] {
    let value = item
    try Libtorch.checkMemory()
    guard value.isFinite else { throw NonFiniteLoss() }
    let gradients = gradients(withRespectTo: inputs)
    try Libtorch.checkMemory()
    return gradients
  }
}
