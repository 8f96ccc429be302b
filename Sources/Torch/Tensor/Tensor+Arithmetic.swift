internal import CTorch

extension Tensor {
  /// The elementwise sum, with broadcasting.
  public static func + (left: Tensor, right: Tensor) -> Tensor { left.adding(right) }
  /// The elementwise difference, with broadcasting.
  public static func - (left: Tensor, right: Tensor) -> Tensor { left.adding(right, scaledBy: -1) }
  /// The elementwise product, with broadcasting.
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    Tensor { ct_mul(left.handle, right.handle, $0) }
  }
  /// The elementwise quotient, with broadcasting.
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    Tensor { ct_div(left.handle, right.handle, $0) }
  }
  /// Adds a number to every element.
  public static func + (left: Tensor, right: Double) -> Tensor {
    Tensor { ct_add_scalar(left.handle, right, $0) }
  }
  /// Subtracts a number from every element.
  public static func - (left: Tensor, right: Double) -> Tensor { left + -right }
  /// Multiplies every element by a number.
  public static func * (left: Tensor, right: Double) -> Tensor {
    Tensor { ct_mul_scalar(left.handle, right, $0) }
  }
  /// Divides every element by a number.
  public static func / (left: Tensor, right: Double) -> Tensor { left * (1 / right) }

  /// `self + scale * other`, with broadcasting.
  public func adding(_ other: Tensor, scaledBy scale: Double = 1) -> Tensor {
    Tensor { ct_add(handle, other.handle, scale, $0) }
  }

  /// The matrix product.
  public func matrixProduct(_ other: Tensor) -> Tensor {
    Tensor { ct_matmul(handle, other.handle, $0) }
  }

  /// The larger of x and 0.
  public func relu() -> Tensor { Tensor { ct_relu(handle, $0) } }
  /// The absolute value of every element.
  public func magnitude() -> Tensor { Tensor { ct_abs(handle, $0) } }
  /// 1 / (1 + exp(-x)), elementwise.
  public func sigmoid() -> Tensor { Tensor { ct_sigmoid(handle, $0) } }
  /// exp(x) / sum(exp(x)) along a dimension.
  public func softmax(dimension: Int = -1) -> Tensor {
    Tensor { ct_softmax(handle, Int32(dimension), $0) }
  }
}

// In place: not recorded for differentiation when used inside `withoutGradient`.
extension Tensor {
  /// Overwrites the elements with those of `source`, which broadcasts.
  public func assign(_ source: Tensor) { check(ct_copy_(handle, source.handle)) }
  /// Adds `scale * other` in place.
  public func add(_ other: Tensor, scaledBy scale: Double = 1) {
    check(ct_add_(handle, other.handle, scale))
  }
  /// Multiplies in place.
  public func multiply(by other: Tensor) { check(ct_mul_(handle, other.handle)) }
  /// Sets every element.
  public func fill(_ value: Double) { check(ct_fill_(handle, value)) }
}
