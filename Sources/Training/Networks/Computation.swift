public import Torch

/// How cells are computed.
public struct Computation: Hashable, Sendable {
  /// What computes cells.
  public var engine: Engine
  /// How results of cells are kept for the backward pass.
  public var precision: Precision

  /// Our kernels in float32, if nothing else is said.
  public init(engine: Engine = .fused, precision: Precision = .float32) {
    self.engine = engine
    self.precision = precision
  }

  /// Whether cells are computed as one unit on a device.
  public func fuses(on device: Device) -> Bool { engine == .fused && device == .cpu }

  /// Refuses what no device and engine can do.
  public func validate(on device: Device) throws(ConfigurationError) {
    guard precision == .float32 || fuses(on: device) else {
      throw .combination(
        "precision is \(precision.rawValue) with engine \(engine.rawValue) on \(device.rawValue), expected float32, or engine fused on cpu"
      )
    }
  }
}

/// What computes the operations of cells.
public enum Engine: String, Choice, Sendable {
  /// libtorch's own operators, one tensor per operation.
  case reference
  /// Our kernels, a cell at a time. CPU only; elsewhere the reference computes.
  case fused
}

/// How the results of operations are kept between the forward and the backward pass.
///
/// Weights, their gradients, sums, batch statistics and the values that cells hand on are float32 in both.
public enum Precision: String, Choice, Sendable {
  case float32
  /// Half the memory: 8 bits of precision, as a bfloat16.
  case bf16

  /// The type that is kept.
  public var stored: ElementType {
    switch self {
    case .float32: .float32
    case .bf16: .bfloat16
    }
  }
}
