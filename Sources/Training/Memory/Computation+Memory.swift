package import Architectures
package import Torch

extension Computation {
  /// What cells keep in memory on a device.
  package func memoryModel(on device: Device) -> MemoryModel {
    fuses(on: device) ? .fused(elementBytes: precision.stored.size) : .reference
  }

  /// Images per pass of an evaluation.
  ///
  /// Our kernels go through any number in slices; libtorch's operators get no more than a training step has.
  package func evaluationBatchSize(microBatchSize: Int, on device: Device) -> Int {
    microBatchSize > 0 && !fuses(on: device) ? microBatchSize : Evaluation.defaultBatchSize
  }
}
