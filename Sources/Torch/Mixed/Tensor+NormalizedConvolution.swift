internal import CTorch

extension Tensor {
  /// A convolution without bias, padded so that a side of n becomes ceil(n / stride), batch normalisation and, if
  /// asked, ReLU and the mean over the pixels.
  ///
  /// On the CPU by our kernels, which keep nothing but the input; elsewhere by libtorch.
  ///
  /// - Parameters:
  ///   - weight: Out × in × k × k, with an odd k. The kernels take time and memory for (in · k²)² numbers: they are for
  ///     1×1 convolutions and images of few channels.
  ///   - stride: What the sides are divided by.
  ///   - normalization: How.
  ///   - rectified: Whether ReLU follows.
  ///   - averaged: Whether the mean over the pixels follows.
  /// - Returns: N × out × H × W, on the CPU in channels-last; averaged, N × out.
  public func convolved(
    with weight: Tensor, stride: Int = 1, normalizedBy normalization: BatchNormalization,
    rectified: Bool, averaged: Bool = false
  ) -> Tensor {
    guard device == .cpu, elementType == .float32 else {
      let normalized = convolved(with: weight, stride: stride, padding: weight.size(2) / 2)
        .batchNormalized(by: normalization)
      let output = rectified ? normalized.relu() : normalized
      return averaged ? output.mean([2, 3]) : output
    }
    return Tensor { out in
      withExtendedLifetime(normalization) {
        var raw = normalization.raw
        return ct_normalized_conv2d(
          handle, weight.handle, Int64(stride), &raw, rectified, averaged, out)
      }
    }
  }
}
