package import Torch

/// How cells are computed.
package struct Computation: Hashable, Sendable {
  package var engine: Engine
  package var precision: Precision

  package init(engine: Engine = .fused, precision: Precision = .float32) {
    self.engine = engine
    self.precision = precision
  }

  /// Whether cells are computed as one unit on a device.
  package func fuses(on device: Device) -> Bool { engine == .fused && device == .cpu }

  /// Refuses what no device and engine can do.
  package func validate(on device: Device) throws(ConfigurationError) {
    guard precision == .float32 || fuses(on: device) else {
      throw .combination(
        "precision is \(precision.rawValue) with engine \(engine.rawValue) on \(device.rawValue), expected float32, or engine fused on cpu"
      )
    }
  }
}

/// What computes the operations of cells.
package enum Engine: String, Choice, Sendable {
  /// libtorch's own operators, one tensor per operation.
  case reference
  /// Our kernels, a cell at a time. CPU only; elsewhere the reference computes.
  case fused
}

/// How the results of operations are kept between the forward and the backward pass.
///
/// Weights, their gradients, sums, batch statistics and the values that cells hand on are float32 in both.
package enum Precision: String, Choice, Sendable {
  case float32
  /// Half the memory: 8 bits of precision, as a bfloat16.
  case bf16

  package var stored: ElementType {
    switch self {
    case .float32: .float32
    case .bf16: .bfloat16
    }
  }
}
