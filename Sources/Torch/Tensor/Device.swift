internal import CTorch

/// Where tensors live and are computed.
public enum Device: String, Sendable, Codable, CaseIterable {
  case cpu, cuda, mps

  /// Whether the loaded libtorch can use this device on this machine.
  ///
  /// libtorch's half for CUDA is loaded when this is first asked of `cuda`: before the first backward pass.
  public var isAvailable: Bool { fact(false) { ct_has_device(raw, $0) } }

  /// Why this libtorch cannot use this device on any machine, in a few words; nil where it can.
  public var fault: String? {
    guard self == .cuda else { return nil }
    return fact(nil) { ct_cuda_fault($0) }.map { String(cString: $0) }
  }

  var raw: ct_device {
    switch self {
    case .cpu: CT_CPU
    case .cuda: CT_CUDA
    case .mps: CT_MPS
    }
  }

  init(_ raw: ct_device) {
    self =
      switch raw {
      case CT_CUDA: .cuda
      case CT_MPS: .mps
      default: .cpu
      }
  }
}
