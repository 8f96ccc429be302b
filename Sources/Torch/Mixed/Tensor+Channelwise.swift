internal import CTorch

extension Tensor {
  /// A depthwise convolution by our kernels, padded so that a side of n becomes ceil(n / stride).
  ///
  /// libtorch's own takes several times as long to go back as to go forward. CPU and float32 only.
  ///
  /// - Parameters:
  ///   - weight: Channels × 1 × k × k, with k of 3, 5 or 7.
  ///   - stride: What the sides are divided by.
  ///   - normalization: Where given, what is convolved is the positive part of the images normalised, which is made on the
  ///     way and not kept.
  /// - Returns: As many channels, in channels-last.
  public func channelwiseConvolved(
    with weight: Tensor, stride: Int, rectifiedBy normalization: BatchNormalization? = nil
  ) -> Tensor {
    Tensor { out in
      guard let normalization else {
        return ct_channelwise(handle, weight.handle, Int64(stride), nil, out)
      }
      return normalization.withRaw { ct_channelwise(handle, weight.handle, Int64(stride), $0, out) }
    }
  }
}
