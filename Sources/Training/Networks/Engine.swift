package import Torch

/// What computes the operations of cells.
package enum Engine: String, Choice, Sendable {
  /// libtorch's own operators, one tensor per operation.
  case reference
  /// Our kernels, a node at a time. CPU only; elsewhere the reference computes.
  case fused

  /// Whether nodes are computed as one unit on a device.
  package func fuses(on device: Device) -> Bool { self == .fused && device == .cpu }
}
