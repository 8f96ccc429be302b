public import Architectures
public import Torch

extension Computation {
  /// What cells keep in memory on a device.
  public func memoryModel(on device: Device) -> MemoryModel {
    fuses(on: device) ? .fused(elementBytes: precision.stored.size) : .reference
  }

  /// Images per pass of an evaluation.
  ///
  /// Of at most `size`, libtorch's operators get no more than a training step has: they keep more than our kernels.
  public func evaluationBatchSize(_ size: Int, microBatchSize: Int, on device: Device) -> Int {
    microBatchSize > 0 && !fuses(on: device) ? min(microBatchSize, size) : size
  }
}
