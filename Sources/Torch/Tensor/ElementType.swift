internal import CTorch

/// The type of a tensor's elements.
public enum ElementType: String, Sendable, CaseIterable {
  case uint8, int32, int64, float32, float64, bool, bfloat16

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .uint8, .bool: 1
    case .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  /// Whether the elements may be fractions, infinite or no numbers at all.
  public var isFloatingPoint: Bool {
    switch self {
    case .float32, .float64, .bfloat16: true
    case .uint8, .int32, .int64, .bool: false
    }
  }

  var raw: ct_dtype {
    switch self {
    case .uint8: CT_UINT8
    case .int32: CT_INT32
    case .int64: CT_INT64
    case .float32: CT_FLOAT32
    case .float64: CT_FLOAT64
    case .bool: CT_BOOL
    case .bfloat16: CT_BFLOAT16
    }
  }

  init(_ raw: ct_dtype) {
    self =
      switch raw {
      case CT_UINT8: .uint8
      case CT_INT32: .int32
      case CT_INT64: .int64
      case CT_FLOAT64: .float64
      case CT_BOOL: .bool
      case CT_BFLOAT16: .bfloat16
      default: .float32
      }
  }
}

/// A Swift type that a tensor's elements can be read as or made from.
public protocol Element: BitwiseCopyable, Sendable {
  /// The tensor's type that has this layout.
  static var elementType: ElementType { get }
}

extension Float: Element {
  /// The type float32.
  public static var elementType: ElementType { .float32 }
}
extension Double: Element {
  /// The type float64.
  public static var elementType: ElementType { .float64 }
}
extension UInt8: Element {
  /// The type uint8.
  public static var elementType: ElementType { .uint8 }
}
extension Int32: Element {
  /// The type int32.
  public static var elementType: ElementType { .int32 }
}
extension Int64: Element {
  /// The type int64.
  public static var elementType: ElementType { .int64 }
}
extension Bool: Element {
  /// The type bool.
  public static var elementType: ElementType { .bool }
}
