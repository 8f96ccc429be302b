internal import CTorch

extension Tensor {
  /// The sum over some dimensions, or over all.
  public func sum(_ dimensions: [Int] = [], keepingDimensions: Bool = false) -> Tensor {
    withSizes(dimensions) { sizes, count in
      Tensor { ct_sum(handle, sizes, count, keepingDimensions, $0) }
    }
  }

  /// The mean over some dimensions, or over all.
  public func mean(_ dimensions: [Int] = [], keepingDimensions: Bool = false) -> Tensor {
    withSizes(dimensions) { sizes, count in
      Tensor { ct_mean(handle, sizes, count, keepingDimensions, $0) }
    }
  }

  /// The index of the largest element along a dimension, int64.
  public func argmax(dimension: Int = -1) -> Tensor {
    Tensor { ct_argmax(handle, Int32(dimension), $0) }
  }

  /// How many elements are not zero; waits for the device.
  public var nonZeroCount: Int { count - Int(isZero().sum().item) }

  /// Whether every element is a finite number; waits for the device.
  public var isFinite: Bool {
    // x - x is 0 for finite numbers and NaN for the others.
    (self - self).isZero().sum().item == Double(count)
  }
}
