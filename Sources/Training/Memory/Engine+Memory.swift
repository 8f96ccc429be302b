package import Architectures
package import Torch

extension Engine {
  /// What cells keep in memory on a device.
  package func memoryModel(on device: Device) -> MemoryModel {
    fuses(on: device) ? .fused(elementBytes: 4) : .reference
  }
}
