internal import CTorch

extension Tensor {
  /// A depthwise convolution by our kernels, padded so that a side of n becomes ceil(n / stride).
  ///
  /// libtorch's own takes several times as long to go back as to go forward. CPU and float32 only.
  ///
  /// - Parameters:
  ///   - weights: Channels × 1 × k × k each, with k of 3, 5 or 7: the first is for the first channels, the second for
  ///     those that follow, and so on.
  ///   - stride: What the sides are divided by.
  ///   - normalization: Where given, what is convolved is the positive part of the images normalised, which is made on
  ///     the way and not kept.
  /// - Returns: As many channels, in channels-last.
  public func channelwiseConvolved(
    with weights: [Tensor], stride: Int, rectifiedBy normalization: BatchNormalization? = nil
  ) -> Tensor {
    withHandles(weights) { list, count in
      Tensor { out in
        guard let normalization else {
          return ct_channelwise(handle, list, count, Int64(stride), nil, out)
        }
        return normalization.withRaw {
          ct_channelwise(handle, list, count, Int64(stride), $0, out)
        }
      }
    }
  }
}
