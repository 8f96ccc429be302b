internal import CTorch

extension Tensor {
  /// A depthwise convolution by our kernels, padded so that a side of n becomes ceil(n / stride).
  ///
  /// libtorch's own takes several times as long to go back as to go forward. CPU and float32 only.
  ///
  /// - Parameters:
  ///   - weight: Channels × 1 × k × k, with k of 3, 5 or 7.
  ///   - stride: What the sides are divided by.
  /// - Returns: As many channels, in channels-last.
  public func channelwiseConvolved(with weight: Tensor, stride: Int) -> Tensor {
    Tensor { ct_channelwise(handle, weight.handle, Int64(stride), $0) }
  }
}
