internal import Files

extension SafetensorsFile.ElementType {
  /// The name that a file has for a type.
  init(_ type: ElementType) {
    self =
      switch type {
      case .uint8: .uint8
      case .bool: .bool
      case .int32: .int32
      case .int64: .int64
      case .bfloat16: .bfloat16
      case .float32: .float32
      case .float64: .float64
      }
  }
}

extension ElementType {
  /// The type that a file names.
  init(_ type: SafetensorsFile.ElementType) {
    self =
      switch type {
      case .uint8: .uint8
      case .bool: .bool
      case .int32: .int32
      case .int64: .int64
      case .bfloat16: .bfloat16
      case .float32: .float32
      case .float64: .float64
      }
  }
}
