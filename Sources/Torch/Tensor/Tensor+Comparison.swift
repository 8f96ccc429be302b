internal import CTorch

// Results are bool tensors.
extension Tensor {
  /// Where the element is above `value`.
  public func isGreater(than value: Double) -> Tensor {
    Tensor { ct_gt_scalar(handle, value, $0) }
  }
  /// Where the element is at least `value`.
  public func isAtLeast(_ value: Double) -> Tensor { Tensor { ct_ge_scalar(handle, value, $0) } }
  /// Where the element is at least the other's, with broadcasting.
  public func isAtLeast(_ other: Tensor) -> Tensor { Tensor { ct_ge(handle, other.handle, $0) } }
  /// Where the elements are equal, with broadcasting.
  public func isEqual(to other: Tensor) -> Tensor { Tensor { ct_eq(handle, other.handle, $0) } }
  /// Where both are true, with broadcasting.
  public func and(_ other: Tensor) -> Tensor { Tensor { ct_logical_and(handle, other.handle, $0) } }
  /// Where the element is false or zero.
  public func isZero() -> Tensor { Tensor { ct_logical_not(handle, $0) } }
  /// `self` where `condition` holds, else `other`, with broadcasting.
  public func replaced(with other: Tensor, whereNot condition: Tensor) -> Tensor {
    Tensor { ct_where(condition.handle, handle, other.handle, $0) }
  }
}
