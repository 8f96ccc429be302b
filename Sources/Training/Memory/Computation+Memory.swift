package import Architectures
package import Torch

extension Computation {
  /// What cells keep in memory on a device.
  package func memoryModel(on device: Device) -> MemoryModel {
    fuses(on: device) ? .fused(elementBytes: precision.stored.size) : .reference
  }
}
